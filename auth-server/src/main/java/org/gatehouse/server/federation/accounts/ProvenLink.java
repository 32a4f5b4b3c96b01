package org.gatehouse.server.federation.accounts;

import java.util.Optional;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.Linking;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.federation.Connections;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.federation.UpstreamRefusedException;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SessionEndedException;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Links an account to whoever has just given its own credential. Everything that was true when it was asked must be still. */
@Component
class ProvenLink {

    private final PendingProofs proofs;
    private final OwnerOfAddress owners;
    private final IdentityRows links;
    private final MappedRights rights;
    private final Accounts accounts;
    private final IdentityEntries entries;
    private final NewLink newLink;
    private final TransactionTemplate transactions;

    ProvenLink(
            PendingProofs proofs,
            OwnerOfAddress owners,
            IdentityRows links,
            MappedRights rights,
            Accounts accounts,
            IdentityEntries entries,
            NewLink newLink,
            TransactionTemplate transactions) {
        this.proofs = proofs;
        this.owners = owners;
        this.links = links;
        this.rights = rights;
        this.accounts = accounts;
        this.entries = entries;
        this.newLink = newLink;
        this.transactions = transactions;
    }

    /** @throws UpstreamRefusedException when it does not become theirs; the entry is written */
    void link(Realm realm, PendingProofs.Proof proof, SignedInAccount person) {
        UpstreamIdentity identity = proofs.identity(realm, proof);
        Party actor = accounts.find(realm, person.account())
                .map(accounts::party)
                .orElseThrow(() -> RefusedArrival.because(RefusedArrival.UNKNOWN));
        try {
            if (!isOwnCredential(proof, person)) {
                throw RefusedArrival.because(RefusedArrival.ANOTHER_ACCOUNT);
            }
            transactions.executeWithoutResult(status -> link(realm, connection(realm, proof), identity, person));
        } catch (UpstreamRefusedException ex) {
            entries.notLinked(realm, actor, identity, ex.reason());
            throw ex;
        } catch (SessionEndedException ex) {
            entries.notLinked(realm, actor, identity, RefusedArrival.OVER);
            throw ex;
        } catch (DuplicateKeyException ex) { // somebody was faster, with the identity or with the account
            entries.notLinked(realm, actor, identity, RefusedArrival.TAKEN);
            throw RefusedArrival.because(RefusedArrival.TAKEN);
        }
    }

    /** Of this account, and not by another provider's word: that would be one stranger vouching for the next. */
    private static boolean isOwnCredential(PendingProofs.Proof proof, SignedInAccount person) {
        return person.account().equals(proof.account()) && !person.methods().contains(FederatedSignIn.METHOD);
    }

    private void link(Realm realm, Connection connection, UpstreamIdentity identity, SignedInAccount person) {
        Account account = accounts.lock(realm, person.account())
                .filter(Account::isActive)
                .orElseThrow(() -> RefusedArrival.because(RefusedArrival.DISABLED));
        SignedIn.requireStanding(account);
        Optional<Account> owner = owners.find(realm, connection, identity)
                .filter(found -> found.subject().equals(account.subject()));
        if (owner.isEmpty() || connection.linking() == Linking.NEVER) {
            throw RefusedArrival.because(RefusedArrival.NEVER);
        }
        if (links.find(realm, identity.connection(), identity.issuer(), identity.subject())
                .isPresent()) {
            throw RefusedArrival.because(RefusedArrival.TAKEN);
        }
        newLink.make(realm, identity, account);
        rights.apply(realm, connection, account, identity);
    }

    private static Connection connection(Realm realm, PendingProofs.Proof proof) {
        return Connections.find(realm, proof.connection())
                .orElseThrow(() -> RefusedArrival.because(RefusedArrival.NEVER));
    }
}
