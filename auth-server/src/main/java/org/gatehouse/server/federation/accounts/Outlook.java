package org.gatehouse.server.federation.accounts;

import java.util.Optional;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.Linking;
import org.gatehouse.realm.federation.Provisioning;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** What would become of somebody who comes, without anything becoming of it: the decisions of {@link Recognition} in its order. */
@Component
public class Outlook {

    private final IdentityRows links;
    private final AnnouncedPeople announced;
    private final OwnerOfAddress owners;
    private final Accounts accounts;

    Outlook(IdentityRows links, AnnouncedPeople announced, OwnerOfAddress owners, Accounts accounts) {
        this.links = links;
        this.announced = announced;
        this.owners = owners;
        this.accounts = accounts;
    }

    /**
     * What would become of them.
     *
     * @param code {@code known}, {@code announced}, {@code linked}, {@code proof} or {@code new}; else the reason for turning them away
     * @param admitted whether they would get in, or be asked to show that an account is theirs
     */
    public record Prospect(String code, boolean admitted) {}

    public Prospect of(Realm realm, Connection connection, UpstreamIdentity identity) {
        if (identity.profile().guest() && connection.guests().areRefused()) {
            return refused(RefusedArrival.GUEST);
        }
        return linked(realm, identity)
                .map(account -> isUsable(account) ? new Prospect("known", true) : refused(RefusedArrival.DISABLED))
                .or(() -> announced
                        .find(realm, connection, identity)
                        .map(account ->
                                isUsable(account) ? new Prospect("announced", true) : refused(RefusedArrival.DISABLED)))
                .or(() -> byAddress(realm, connection, identity))
                .orElseGet(() -> first(realm, connection, identity));
    }

    private Optional<Account> linked(Realm realm, UpstreamIdentity identity) {
        String former = identity.formerSubject();
        return links.find(realm, identity.connection(), identity.issuer(), identity.subject())
                .or(() -> former == null
                        ? Optional.empty()
                        : links.find(realm, identity.connection(), identity.issuer(), former))
                .flatMap(link -> accounts.find(realm, link.account()));
    }

    private Optional<Prospect> byAddress(Realm realm, Connection connection, UpstreamIdentity identity) {
        Optional<Account> found = owners.find(realm, connection, identity);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (!isUsable(found.get())) {
            return Optional.of(refused(RefusedArrival.DISABLED));
        }
        if (connection.linking() == Linking.NEVER) {
            return Optional.empty();
        }
        boolean enough = owners.isEnough(realm, connection, identity, found.get());
        return Optional.of(new Prospect(enough ? "linked" : "proof", true));
    }

    private Prospect first(Realm realm, Connection connection, UpstreamIdentity identity) {
        if (connection.provisioning() != Provisioning.JUST_IN_TIME) {
            return refused(RefusedArrival.UNKNOWN);
        }
        return owners.isShutOut(realm, connection, identity)
                ? refused(RefusedArrival.DISABLED)
                : new Prospect("new", true);
    }

    private static boolean isUsable(Account account) {
        return account.state() == AccountState.ACTIVE;
    }

    private static Prospect refused(String reason) {
        return new Prospect(reason, false);
    }
}
