package org.gatehouse.server.session;

import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/** The browsers a person is signed in with, on whatever node. */
@Component
public class OpenSessions {

    private static final String BROWSER = OpenSessions.class.getName() + ".browser";

    /** Nobody reads further; ending all of them does not depend on the list. */
    private static final int MOST = 100;

    private static final String OWNERS = """
            SELECT principal_name FROM web_session WHERE principal_name >= ? AND principal_name < ?
             ORDER BY last_access_time DESC LIMIT ?
            """;

    private final JdbcClient jdbc;
    private final FindByIndexNameSessionRepository<? extends Session> sessions;
    private final Accounts accounts;
    private final Clock clock;

    OpenSessions(
            JdbcClient jdbc,
            FindByIndexNameSessionRepository<? extends Session> sessions,
            Accounts accounts,
            Clock clock) {
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Notes what the browser says of itself, for its owner to recognise it by. */
    public static void describe(HttpSession session, String browser) {
        session.setAttribute(BROWSER, browser);
    }

    /** The one used last first; at most a hundred. */
    public List<OpenSession> of(Realm realm, UUID id) {
        return accounts.find(realm, id).map(account -> of(realm, account)).orElse(List.of());
    }

    private List<OpenSession> of(Realm realm, Account account) {
        List<String> owners = jdbc.sql(OWNERS)
                .params(SessionOwner.first(realm, account.subject()), SessionOwner.end(realm, account.subject()), MOST)
                .query(String.class)
                .list();
        return owners.stream()
                .flatMap(owner -> sessions.findByPrincipalName(owner).values().stream())
                .flatMap(session -> open(realm, account, session))
                .sorted(Comparator.comparing(OpenSession::lastSeen).reversed())
                .toList();
    }

    /** Sessions whose time is up stay in the table for a minute or two. */
    private Stream<OpenSession> open(Realm realm, Account account, Session session) {
        SecurityContext context =
                session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY);
        return Optional.ofNullable(context).flatMap(known -> SignedIn.of(known.getAuthentication())).stream()
                .filter(signedIn -> signedIn.realm().equals(realm.name()))
                .filter(signedIn -> account.stands(signedIn.epoch(), signedIn.reference()))
                .filter(signedIn -> !session.isExpired() && clock.instant().isBefore(signedIn.expiresAt()))
                .map(signedIn -> new OpenSession(
                        signedIn,
                        Optional.ofNullable((String) session.getAttribute(BROWSER))
                                .orElse(""),
                        session.getLastAccessedTime()));
    }
}
