package org.gatehouse.server.authorization;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.server.directory.AccountErasure;
import org.gatehouse.server.realm.ChangedClientsStep;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.RealmChange;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.stereotype.Component;

/** What each person has allowed each client. */
@Component
class Consents implements AccountErasure, ChangedClientsStep {

    private static final String FIND =
            "SELECT scopes, granted_at FROM consent WHERE realm_id = ? AND account_id = ? AND client_id = ?";

    private static final String SAVE = """
            INSERT INTO consent (realm_id, account_id, client_id, scopes, granted_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (realm_id, account_id, client_id)
            DO UPDATE SET scopes = excluded.scopes, granted_at = excluded.granted_at
            """;

    private static final String LIST = """
            SELECT client_id, scopes, granted_at FROM consent WHERE realm_id = ? AND account_id = ? ORDER BY client_id
            """;

    private static final String REVOKE = """
            DELETE FROM consent WHERE realm_id = ? AND account_id = ? AND client_id = ? RETURNING scopes
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Consents(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void erase(Realm realm, UUID account) {
        jdbc.sql("DELETE FROM consent WHERE realm_id = ? AND account_id = ?")
                .params(realm.id(), account)
                .update();
    }

    /** Nobody has allowed anything to a client that may come back under its old id. */
    @Override
    public void complete(RealmChange change) {
        change.before().definition().clients().stream()
                .map(ClientDefinition::id)
                .filter(id -> change.after().definition().findClient(id).isEmpty())
                .forEach(id -> jdbc.sql("DELETE FROM consent WHERE realm_id = ? AND client_id = ?")
                        .params(change.after().id(), id)
                        .update());
    }

    private record Consent(Set<String> scopes, Instant grantedAt) {}

    /** Whether the client may have these scopes without asking again. */
    boolean covers(Realm realm, UUID account, String clientId, Set<String> scopes, Instant since) {
        boolean asks =
                realm.findClient(clientId).map(ClientDefinition::consent).orElse(true) || since.isAfter(Instant.MIN);
        return !asks
                || find(realm, account, clientId)
                        .filter(consent -> consent.scopes().containsAll(needingConsent(scopes)))
                        .filter(consent -> !consent.grantedAt().isBefore(since))
                        .isPresent();
    }

    /** Which of these the person has not allowed yet. */
    Set<String> missing(Realm realm, UUID account, String clientId, Set<String> scopes) {
        Set<String> missing = new TreeSet<>(needingConsent(scopes));
        find(realm, account, clientId).ifPresent(consent -> missing.removeAll(consent.scopes()));
        return missing;
    }

    /** Adds to what the person has allowed this client. */
    void grant(Realm realm, UUID account, String clientId, Set<String> scopes) {
        Set<String> all = new TreeSet<>(needingConsent(scopes));
        find(realm, account, clientId).ifPresent(consent -> all.addAll(consent.scopes()));
        jdbc.sql(SAVE)
                .params(realm.id(), account, clientId, String.join(" ", all), Timestamp.from(clock.instant()))
                .update();
    }

    List<GivenConsent> of(Realm realm, UUID account) {
        return jdbc.sql(LIST)
                .params(realm.id(), account)
                .query((row, number) -> new GivenConsent(
                        row.getString("client_id"),
                        new TreeSet<>(words(row.getString("scopes"))),
                        row.getTimestamp("granted_at").toInstant()))
                .list();
    }

    /** Takes back what the person has allowed this client: what that was, or empty when it was nothing. */
    Optional<Set<String>> revoke(Realm realm, UUID account, String clientId) {
        return jdbc.sql(REVOKE)
                .params(realm.id(), account, clientId)
                .query(String.class)
                .optional()
                .map(Consents::words);
    }

    private Optional<Consent> find(Realm realm, UUID account, String clientId) {
        return jdbc.sql(FIND)
                .params(realm.id(), account, clientId)
                .query((row, number) -> new Consent(
                        words(row.getString("scopes")),
                        row.getTimestamp("granted_at").toInstant()))
                .optional();
    }

    /** {@code openid} only says that this is a sign-in; there is nothing in it to allow. */
    private static Set<String> needingConsent(Set<String> scopes) {
        return scopes.stream().filter(scope -> !scope.equals(OidcScopes.OPENID)).collect(Collectors.toSet());
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).collect(Collectors.toSet());
    }
}
