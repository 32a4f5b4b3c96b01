package org.gatehouse.server.federation.accounts;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.ExternalIds;
import org.gatehouse.server.factor.FactorKeeper;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.reset.NoPasswordHere;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The identities linked to an account, and cutting a link: what came by it alone goes with it. */
@Component
class Links implements NoPasswordHere {

    private final IdentityRows rows;
    private final MappedRights rights;
    private final ExternalIds externalIds;
    private final List<FactorKeeper> factors;
    private final IdentityEntries entries;
    private final Trail trail;

    Links(
            IdentityRows rows,
            MappedRights rights,
            ExternalIds externalIds,
            List<FactorKeeper> factors,
            IdentityEntries entries,
            Trail trail) {
        this.rows = rows;
        this.rights = rights;
        this.externalIds = externalIds;
        this.factors = List.copyOf(factors);
        this.entries = entries;
        this.trail = trail;
    }

    /** The one that was linked first, first. */
    List<FederatedIdentity> of(Realm realm, UUID account) {
        return rows.of(realm, account);
    }

    Optional<FederatedIdentity> find(Realm realm, UUID account, UUID link) {
        return rows.find(realm, account, link);
    }

    /** Whether the person could not sign in any more without this one: a new password by e-mail needs an old one. */
    boolean isOnlyWayIn(Realm realm, Account account) {
        return rows.of(realm, account.subject()).size() <= 1 && hasNoneOfItsOwn(realm, account);
    }

    /** Whether nobody can sign in to it. */
    boolean hasNoWayIn(Realm realm, Account account) {
        return rows.of(realm, account.subject()).isEmpty() && hasNoneOfItsOwn(realm, account);
    }

    private boolean hasNoneOfItsOwn(Realm realm, Account account) {
        return account.passwordHash() == null
                && factors.stream()
                        .flatMap(keeper -> keeper.of(realm, account.subject()).stream())
                        .noneMatch(factor -> factor.kind() == SecondFactor.PASSKEY);
    }

    @Override
    public boolean isFor(Realm realm, Account account) {
        return account.passwordHash() == null
                && !rows.of(realm, account.subject()).isEmpty();
    }

    /**
     * Cuts a link of an account the caller has locked.
     *
     * @param session the sign-in in which it is done, where one is known
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void cut(
            Realm realm,
            Account account,
            FederatedIdentity link,
            Party actor,
            Party target,
            @Nullable String client,
            @Nullable String session) {
        rows.delete(realm, link);
        boolean another = rows.of(realm, account.subject()).stream()
                .anyMatch(other -> other.connection().equals(link.connection()));
        if (!another) {
            rights.removeAll(realm, link.connection(), account);
            externalIds.set(realm, "connection:" + link.connection(), account, null); // or they were known again
        }
        trail.record(entries.unlinked(realm, link, client, session).actor(actor).target(target));
    }
}
