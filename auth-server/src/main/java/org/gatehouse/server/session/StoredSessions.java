package org.gatehouse.server.session;

import java.util.List;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The rows behind browser sessions. Ends them within the caller's transaction, which the sessions' library cannot: it
 * writes in transactions of its own. A request that is still being served with an ended session does not bring it back,
 * because the library only updates rows that are there.
 */
@Component
public class StoredSessions {

    private static final String END = "DELETE FROM web_session WHERE principal_name = ?";

    private static final String DISOWN = "UPDATE web_session SET principal_name = NULL WHERE principal_name = ?";

    private static final String END_ALL = """
            DELETE FROM web_session WHERE principal_name >= ? AND principal_name < ?
            RETURNING principal_name
            """;

    private static final String END_OTHERS = """
            DELETE FROM web_session WHERE principal_name >= ? AND principal_name < ? AND principal_name <> ?
            RETURNING principal_name
            """;

    private final JdbcClient jdbc;

    StoredSessions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What {@code principal_name} holds for a sign-in, for statements that depend on its session. */
    public static String owner(Realm realm, UUID account, String reference) {
        return SessionOwner.of(realm, account, reference);
    }

    public void end(SignedInAccount signedIn) {
        jdbc.sql(END).param(SessionOwner.of(signedIn)).update();
    }

    /** False when it has ended before. */
    public boolean end(Realm realm, UUID account, String reference) {
        return jdbc.sql(END).param(SessionOwner.of(realm, account, reference)).update() > 0;
    }

    /** The session stays, and is this sign-in's no more. */
    public void disown(SignedInAccount signedIn) {
        jdbc.sql(DISOWN).param(SessionOwner.of(signedIn)).update();
    }

    /** Ends all sessions of a person, wherever they are open; tells the references of the sign-ins. */
    public List<String> endAll(Realm realm, UUID account) {
        return references(
                jdbc.sql(END_ALL).params(SessionOwner.first(realm, account), SessionOwner.end(realm, account)));
    }

    /** Ends the person's sessions except this one; tells the references of the sign-ins. */
    public List<String> endOthers(Realm realm, SignedInAccount kept) {
        return references(jdbc.sql(END_OTHERS)
                .params(
                        SessionOwner.first(realm, kept.account()),
                        SessionOwner.end(realm, kept.account()),
                        SessionOwner.of(kept)));
    }

    private static List<String> references(JdbcClient.StatementSpec deletion) {
        return deletion.query(String.class).list().stream()
                .map(SessionOwner::reference)
                .toList();
    }
}
