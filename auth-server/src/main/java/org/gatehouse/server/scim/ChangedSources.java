package org.gatehouse.server.scim;

import java.util.List;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.federation.ProvisioningSources;
import org.gatehouse.server.federation.ProvisioningSources.Origin;
import org.gatehouse.server.realm.ChangedRealmStep;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.RealmChange;
import org.gatehouse.server.trail.Trail;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Connections that go, or lead to another provider or to fewer tenants: their directories provision nobody any more. Tokens
 * and external identifiers end, and the people and groups are nobody's: whoever is behind the alias next inherits nothing.
 */
@Component
class ChangedSources implements ChangedRealmStep {

    private static final String SOURCES = """
            SELECT source FROM account_external_id WHERE realm_id = :realm AND starts_with(source, :prefix)
             UNION SELECT source FROM group_external_id WHERE realm_id = :realm AND starts_with(source, :prefix)
             UNION SELECT source FROM provisioned_account WHERE realm_id = :realm AND starts_with(source, :prefix)
             UNION SELECT source FROM provisioned_group WHERE realm_id = :realm AND starts_with(source, :prefix)
             ORDER BY source
            """;
    private static final List<String> TABLES =
            List.of("account_external_id", "group_external_id", "provisioned_group", "provisioned_account");

    private final JdbcClient jdbc;
    private final ProvisioningSources sources;
    private final ProvisioningTokenRows tokens;
    private final Trail trail;

    ChangedSources(JdbcClient jdbc, ProvisioningSources sources, ProvisioningTokenRows tokens, Trail trail) {
        this.jdbc = jdbc;
        this.sources = sources;
        this.tokens = tokens;
        this.trail = trail;
    }

    @Override
    public void complete(RealmChange change) {
        tokens.all(change.before()).stream()
                .filter(token ->
                        token.issuer() != null && !token.issuer().equals(issuer(change.after(), token.source())))
                .forEach(token -> end(change, token));
        jdbc
                .sql(SOURCES)
                .param("realm", change.before().id())
                .param("prefix", ProvisioningSources.PREFIX)
                .query(String.class)
                .list()
                .stream()
                .filter(source -> hasEnded(change, source))
                .forEach(source -> forget(change, source));
    }

    private boolean hasEnded(RealmChange change, String source) {
        String now = issuer(change.after(), source);
        return now.isEmpty() || !now.equals(issuer(change.before(), source));
    }

    /** Of whose people a client of that name would speak; empty of nobody's. */
    private String issuer(Realm realm, String source) {
        return sources.find(realm, source).map(Origin::issuer).orElse("");
    }

    private void end(RealmChange change, ProvisioningToken token) {
        tokens.delete(change.after(), token.id());
        record(change, "provisioning/token/" + token.id(), token.source() + " until " + token.expiresAt());
    }

    private void forget(RealmChange change, String source) {
        int people = 0;
        for (String table : TABLES) {
            people = jdbc.sql("DELETE FROM " + table + " WHERE realm_id = ? AND source = ?")
                    .params(change.after().id(), source)
                    .update();
        }
        record(change, "provisioning/" + source, people + " people"); // of the table that comes last
    }

    private void record(RealmChange change, String what, String before) {
        trail.record(trail.event(change.after(), Activity.REALM_CHANGED, change.client(), null)
                .actor(change.actor())
                .target(Party.realm(change.after().name()))
                .changes(List.of(Change.of(what, before, null))));
    }
}
