package org.gatehouse.server.federation.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.BegunSignIn;
import org.gatehouse.server.signin.SignInOverException;
import org.gatehouse.server.tokens.SignInEnding;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Which sign-ins began with which link, so that they end with it: a provider nobody believes any more let these in. */
@Component
class LinkSignIns implements BegunSignIn {

    /** Why they end. */
    static final String REASON = "link-removed";

    private static final String ATTRIBUTE = LinkSignIns.class.getName();

    // waits for whoever cuts the link, and then finds none
    private static final String NOTE = """
            INSERT INTO federated_sign_in (realm_id, link_id, reference, opened_at)
            SELECT realm_id, id, ?, ? FROM federated_identity WHERE realm_id = ? AND account_id = ? AND id = ?
               FOR KEY SHARE
            ON CONFLICT (realm_id, link_id, reference) DO UPDATE SET opened_at = excluded.opened_at
            """;
    private static final String OF =
            "SELECT reference FROM federated_sign_in WHERE realm_id = ? AND link_id = ? ORDER BY reference";

    // a session about to be stored is found a minute later
    private static final String MARK = """
            UPDATE upstream_session u SET ended_at = ?, end_reason = ? FROM federated_sign_in s
             WHERE s.realm_id = ? AND s.link_id = ? AND u.realm_id = s.realm_id AND u.reference = s.reference
               AND u.ended_at IS NULL
            """;

    // nothing is left of a sign-in without a session and without anything obtained in it
    private static final String REMOVE_ENDED = """
            DELETE FROM federated_sign_in WHERE (realm_id, link_id, reference) IN (
                SELECT s.realm_id, s.link_id, s.reference
                  FROM federated_sign_in s
                  JOIN federated_identity f ON f.realm_id = s.realm_id AND f.id = s.link_id
                  JOIN realm r ON r.id = s.realm_id
                 WHERE s.opened_at < ?
                   AND NOT EXISTS (SELECT FROM token_family t
                                    WHERE t.realm_id = s.realm_id AND t.account_id = f.account_id
                                      AND t.session_ref = s.reference)
                   AND NOT EXISTS (SELECT FROM web_session w
                                    WHERE w.principal_name = r.name || '/' || f.account_id || '/' || s.reference)
                 LIMIT ? FOR UPDATE OF s SKIP LOCKED)
            """;

    /** A session that is opened is in the table by then. */
    private static final Duration YOUNG = Duration.ofHours(1);

    private static final int REMOVED_A_RUN = 1_000;

    private final JdbcClient jdbc;
    private final SignInEnding ending;
    private final Clock clock;

    LinkSignIns(JdbcClient jdbc, SignInEnding ending, Clock clock) {
        this.jdbc = jdbc;
        this.ending = ending;
        this.clock = clock;
    }

    private record Arrived(UUID account, UUID link) implements Serializable {}

    /** Somebody came by the link; what it takes to be signed in may not be done yet. */
    static void arrived(HttpServletRequest request, FederatedIdentity link) {
        request.getSession().setAttribute(ATTRIBUTE, new Arrived(link.account(), link.id()));
    }

    /** @throws SignInOverException when the link was cut while the person gave what more it takes */
    @Override
    public void begun(HttpServletRequest request, Realm realm, SignedInAccount person) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(ATTRIBUTE) instanceof Arrived arrived)) {
            return;
        }
        session.removeAttribute(ATTRIBUTE);
        if (arrived.account().equals(person.account()) && person.methods().contains(FederatedSignIn.METHOD)) {
            note(realm, person, arrived.link());
        }
    }

    private void note(Realm realm, SignedInAccount person, UUID link) {
        int noted = jdbc.sql(NOTE)
                .param(person.reference())
                .param(Timestamp.from(clock.instant()))
                .params(realm.id(), person.account(), link)
                .update();
        if (noted == 0) {
            throw new SignInOverException(null);
        }
    }

    /** Ends what began with a link, sessions and tokens; the caller has locked the account. */
    void end(Realm realm, Account account, FederatedIdentity link, Party actor) {
        jdbc.sql(OF)
                .params(realm.id(), link.id())
                .query(String.class)
                .list()
                .forEach(reference -> ending.endOne(realm, account, reference, actor, REASON));
        jdbc.sql(MARK)
                .params(Timestamp.from(clock.instant()), REASON, realm.id(), link.id())
                .update();
    }

    @Scheduled(initialDelayString = "PT4M", fixedDelayString = "PT5M")
    void removeEnded() {
        jdbc.sql(REMOVE_ENDED)
                .params(Timestamp.from(clock.instant().minus(YOUNG)), REMOVED_A_RUN)
                .update();
    }
}
