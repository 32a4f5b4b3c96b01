package org.gatehouse.server.administration;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountErasure;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Looking at somebody's account is an entry: one for each viewer and hour, whatever node they look on. */
@Component
class AccountViews implements AccountErasure {

    private static final String FIRST_THIS_HOUR = """
            INSERT INTO account_view (realm_id, viewer, account_id, hour) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;

    /** A few at a time, by whoever comes by: nobody ever waits for a long deletion. */
    private static final String FORGET = """
            DELETE FROM account_view WHERE ctid IN (SELECT ctid FROM account_view WHERE hour < ? LIMIT 20)
            """;

    private static final Duration KEPT = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Trail trail;
    private final Clock clock;

    AccountViews(JdbcClient jdbc, Accounts accounts, Trail trail, Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.trail = trail;
        this.clock = clock;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void viewed(Actor actor, Account account) {
        Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        int first = jdbc.sql(FIRST_THIS_HOUR)
                .params(actor.realm().id(), actor.key(), account.subject(), Timestamp.from(hour))
                .update();
        if (first == 1) {
            jdbc.sql(FORGET).param(Timestamp.from(hour.minus(KEPT))).update();
            record(actor, account, Set.of(), null);
        }
    }

    /** Each time: what is revealed is worth an entry of its own. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void revealed(Actor actor, Account account, Set<String> attributes, String why) {
        record(actor, account, attributes, why);
    }

    @Override
    public void erase(Realm realm, UUID account) {
        jdbc.sql("DELETE FROM account_view WHERE realm_id = ? AND (account_id = ? OR viewer = ?)")
                .params(realm.id(), account, Actor.key(account))
                .update();
    }

    private void record(Actor actor, Account account, Set<String> revealed, @Nullable String why) {
        trail.record(trail.event(actor.realm(), Activity.USER_VIEWED, actor.client(), null)
                .actor(actor.party())
                .target(accounts.party(account))
                .detail("revealed", revealed.isEmpty() ? null : String.join(" ", revealed))
                .detail("why", why));
    }
}
