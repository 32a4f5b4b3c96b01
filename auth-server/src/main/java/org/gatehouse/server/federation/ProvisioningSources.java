package org.gatehouse.server.federation;

import java.util.Optional;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/**
 * What a connection's provisioning clients are called: {@code connection:alias}, and of a provider with tenants
 * {@code connection:alias/tenant}. Each announces the people of one issuer, and no others.
 */
@Component
public class ProvisioningSources {

    /** How the name of each of a connection's begins. The colon is in no identifier of a realm's clients. */
    public static final String PREFIX = "connection:";

    private final Kinds kinds;

    ProvisioningSources(Kinds kinds) {
        this.kinds = kinds;
    }

    /** Whose people a provisioning client announces. */
    public record Origin(Connection connection, String issuer) {}

    /**
     * Whose people a client of this name would announce.
     *
     * @param source a name without the tenant means the only one there is
     * @return empty when the realm has no such connection, or it lets nobody of the tenant in
     */
    public Optional<Origin> find(Realm realm, String source) {
        if (!source.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String[] parts = source.substring(PREFIX.length()).split("/", 2);
        return Connections.find(realm, parts[0])
                .flatMap(connection -> kinds.of(connection)
                        .issuer(connection, parts.length == 1 ? null : parts[1])
                        .map(issuer -> new Origin(connection, issuer)));
    }

    /** The name of the client that announces the people of an issuer; empty when the connection lets none of them in. */
    public Optional<String> name(Connection connection, String issuer) {
        ProviderKind kind = kinds.of(connection);
        if (!kind.lets(connection, issuer)) {
            return Optional.empty();
        }
        String alias = PREFIX + connection.alias();
        return Optional.of(kind.tenant(connection, issuer)
                .map(tenant -> alias + "/" + tenant)
                .orElse(alias));
    }
}
