package org.gatehouse.server.trailviews;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.BuiltInClients;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.EffectiveRights;
import org.gatehouse.server.trail.Trail;
import org.springframework.stereotype.Component;

/** Whom a kept question may write to: its owner, while they may read the trail and have an address that is theirs. */
@Component
class AlertReaders {

    /** The field of the change that an entry tells of. */
    static final String FIELD = "trail/view/%s/alert";

    private final TrailViewRows views;
    private final AlertRows rows;
    private final Accounts accounts;
    private final EffectiveRights rights;
    private final Trail trail;

    AlertReaders(TrailViewRows views, AlertRows rows, Accounts accounts, EffectiveRights rights, Trail trail) {
        this.views = views;
        this.rows = rows;
        this.accounts = accounts;
        this.rights = rights;
        this.trail = trail;
    }

    /** The owner, with the rights they have now. */
    record Reader(TrailView view, Account account, String address, Actor actor) {}

    Optional<Reader> find(Realm realm, UUID view) {
        return views.find(realm, view)
                .flatMap(kept -> accounts.find(realm, kept.owner())
                        .filter(Account::isActive)
                        .flatMap(account -> address(account).map(address -> reader(realm, kept, account, address)))
                        .filter(reader -> reader.actor().permissions().contains(Permission.AUDIT_READ)));
    }

    /** Only one that was proven to be theirs. */
    Optional<String> address(Account account) {
        return account.emailVerified()
                ? Optional.ofNullable(accounts.personalData(account).email())
                : Optional.empty();
    }

    /** Nobody may be told any more: by an entry, since it is nobody's decision. */
    void stop(Realm realm, UUID view) {
        views.find(realm, view).map(TrailView::alert).ifPresent(pace -> {
            trail.record(trail.event(realm, Activity.REALM_CHANGED)
                    .actor(Party.system())
                    .target(Party.realm(realm.name()))
                    .changes(List.of(Change.of(FIELD.formatted(view), pace.code(), null))));
            rows.off(realm, view);
        });
    }

    private Reader reader(Realm realm, TrailView view, Account account, String address) {
        Set<Permission> permissions = rights.permissions(realm, account.subject());
        Actor actor = new Actor(
                realm,
                accounts.party(account),
                account.subject(),
                BuiltInClients.CONSOLE,
                permissions,
                permissions,
                null);
        return new Reader(view, account, address, actor);
    }
}
