package org.gatehouse.server.federation.accounts;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.Linking;
import org.gatehouse.realm.federation.Provisioning;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.UserNameTakenException;
import org.gatehouse.server.federation.Connections;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.federation.UpstreamRefusedException;
import org.gatehouse.server.realm.Realm;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whose account it is when somebody comes: the one linked to them, the one they may show to be theirs, or a new one. The
 * link's use, what follows from the provider's word and the entries are one transaction.
 */
@Component
class Recognition {

    /** The same person twice at once, or two with one name: whoever loses finds what the other made. */
    private static final int TRIES = 8;

    private final IdentityRows links;
    private final AnnouncedPeople announced;
    private final OwnerOfAddress owners;
    private final Newcomers newcomers;
    private final MappedRights rights;
    private final Accounts accounts;
    private final IdentityEntries entries;
    private final NewLink newLink;
    private final TransactionTemplate transactions;

    Recognition(
            IdentityRows links,
            AnnouncedPeople announced,
            OwnerOfAddress owners,
            Newcomers newcomers,
            MappedRights rights,
            Accounts accounts,
            IdentityEntries entries,
            NewLink newLink,
            TransactionTemplate transactions) {
        this.links = links;
        this.announced = announced;
        this.owners = owners;
        this.newcomers = newcomers;
        this.rights = rights;
        this.accounts = accounts;
        this.entries = entries;
        this.newLink = newLink;
        this.transactions = transactions;
    }

    /**
     * Who it is.
     *
     * @param proven false where the account still has to be shown to be theirs; then nothing has changed
     */
    record Recognised(Account account, boolean proven) {}

    /** @throws UpstreamRefusedException when it is nobody who gets in; the entry is written */
    Recognised recognise(Realm realm, Connection connection, UpstreamIdentity told) {
        UpstreamIdentity identity = believed(realm, connection, told);
        try {
            Recognised recognised = decide(realm, connection, identity, TRIES);
            if (!recognised.proven()) {
                entries.turnedAway(realm, identity, RefusedArrival.PROOF_NEEDED);
            }
            return recognised;
        } catch (UpstreamRefusedException ex) {
            entries.turnedAway(realm, identity, ex.reason());
            throw ex;
        }
    }

    private static UpstreamIdentity believed(Realm realm, Connection connection, UpstreamIdentity told) {
        String email = told.profile().email();
        return email == null || Connections.mayVouch(realm, connection, email) ? told : told.withoutEmail();
    }

    private Recognised decide(Realm realm, Connection connection, UpstreamIdentity identity, int tries) {
        try {
            return requireNonNull(transactions.execute(status -> decide(realm, connection, identity)));
        } catch (DuplicateKeyException | UserNameTakenException | ConcurrencyFailureException ex) {
            if (tries <= 1) {
                throw ex;
            }
            return decide(realm, connection, identity, tries - 1);
        }
    }

    private Recognised decide(Realm realm, Connection connection, UpstreamIdentity identity) {
        if (identity.profile().guest() && connection.guests().areRefused()) {
            throw RefusedArrival.because(RefusedArrival.GUEST);
        }
        return known(realm, identity)
                .map(link -> comeBack(realm, connection, identity, link))
                .or(() -> announced(realm, connection, identity))
                .or(() -> byAddress(realm, connection, identity))
                .orElseGet(() -> comeFirst(realm, connection, identity));
    }

    /** By their subject; by the one the connection knew them under before, which is then replaced. */
    private Optional<FederatedIdentity> known(Realm realm, UpstreamIdentity identity) {
        Optional<FederatedIdentity> link =
                links.find(realm, identity.connection(), identity.issuer(), identity.subject());
        String former = identity.formerSubject();
        if (link.isPresent() || former == null || former.equals(identity.subject())) {
            return link;
        }
        Optional<FederatedIdentity> old = links.find(realm, identity.connection(), identity.issuer(), former);
        old.ifPresent(found -> {
            links.rename(realm, found, identity.subject());
            entries.renamed(realm, found);
        });
        return old;
    }

    private Recognised comeBack(Realm realm, Connection connection, UpstreamIdentity identity, FederatedIdentity link) {
        Account account = usable(accounts.lock(realm, link.account()).orElseThrow());
        links.used(realm, link, identity);
        return enter(realm, connection, identity, account);
    }

    private Optional<Recognised> announced(Realm realm, Connection connection, UpstreamIdentity identity) {
        return announced.find(realm, connection, identity).map(found -> link(realm, connection, identity, found));
    }

    private Optional<Recognised> byAddress(Realm realm, Connection connection, UpstreamIdentity identity) {
        return owners.find(realm, connection, identity).flatMap(found -> {
            usable(found); // else somebody who was shut out would come back by another door
            if (connection.linking() == Linking.NEVER) {
                return Optional.empty();
            }
            return Optional.of(
                    owners.isEnough(realm, connection, identity, found)
                            ? link(realm, connection, identity, found)
                            : new Recognised(found, false));
        });
    }

    private Recognised link(Realm realm, Connection connection, UpstreamIdentity identity, Account found) {
        Account account = usable(accounts.lock(realm, found.subject()).orElseThrow());
        newLink.make(realm, identity, account);
        return enter(realm, connection, identity, account);
    }

    private Recognised comeFirst(Realm realm, Connection connection, UpstreamIdentity identity) {
        if (connection.provisioning() != Provisioning.JUST_IN_TIME) {
            throw RefusedArrival.because(RefusedArrival.UNKNOWN);
        }
        if (owners.isShutOut(realm, connection, identity)) {
            throw RefusedArrival.because(RefusedArrival.DISABLED); // else they would come back as somebody new
        }
        Account account = newcomers.admit(realm, identity);
        links.insert(realm, identity, account.subject());
        return enter(realm, connection, identity, account);
    }

    private Recognised enter(Realm realm, Connection connection, UpstreamIdentity identity, Account account) {
        rights.apply(realm, connection, account, identity);
        entries.arrived(realm, accounts.party(account), identity);
        return new Recognised(account, true);
    }

    private static Account usable(Account account) {
        if (account.state() != AccountState.ACTIVE) {
            throw RefusedArrival.because(RefusedArrival.DISABLED);
        }
        return account;
    }
}
