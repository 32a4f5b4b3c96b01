package org.gatehouse.server.federation.accounts;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.ExternalIds;
import org.gatehouse.server.factor.FactorKeeper;
import org.gatehouse.server.federation.Connections;
import org.gatehouse.server.federation.Kinds;
import org.gatehouse.server.federation.ProvisioningSources;
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
    private final LinkSignIns signIns;
    private final Kinds kinds;
    private final ProvisioningSources sources;
    private final ExternalIds externalIds;
    private final List<FactorKeeper> factors;
    private final IdentityEntries entries;
    private final LinkNotices notices;
    private final Trail trail;

    Links(
            IdentityRows rows,
            MappedRights rights,
            LinkSignIns signIns,
            Kinds kinds,
            ProvisioningSources sources,
            ExternalIds externalIds,
            List<FactorKeeper> factors,
            IdentityEntries entries,
            LinkNotices notices,
            Trail trail) {
        this.rows = rows;
        this.rights = rights;
        this.signIns = signIns;
        this.kinds = kinds;
        this.sources = sources;
        this.externalIds = externalIds;
        this.factors = List.copyOf(factors);
        this.entries = entries;
        this.notices = notices;
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
        long usable = rows.of(realm, account.subject()).stream()
                .filter(link -> isUsable(realm, link))
                .count();
        return usable <= 1 && hasNoneOfItsOwn(realm, account);
    }

    /** Whether somebody still comes by it: its connection is there and lets people of its issuer in. */
    boolean isUsable(Realm realm, FederatedIdentity link) {
        return Connections.find(realm, link.connection())
                .filter(connection -> kinds.of(connection).lets(connection, link.issuer()))
                .isPresent();
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
     * Cuts a link of an account the caller has locked, and ends the sign-ins that began with it.
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
        rows.lock(realm, link); // or a sign-in could be noted that is not ended
        signIns.end(realm, account, link, actor);
        rows.delete(realm, link);
        boolean another = rows.of(realm, account.subject()).stream()
                .anyMatch(other -> other.connection().equals(link.connection()));
        if (!another) {
            rights.removeAll(realm, link.connection(), account);
        }
        Connections.find(realm, link.connection())
                .flatMap(connection -> sources.name(connection, link.issuer()))
                .ifPresent(source -> externalIds.set(realm, source, account, null)); // or they were known again
        trail.record(entries.unlinked(realm, link, client, session).actor(actor).target(target));
        notices.removed(realm, account.subject(), link.connection());
    }
}
