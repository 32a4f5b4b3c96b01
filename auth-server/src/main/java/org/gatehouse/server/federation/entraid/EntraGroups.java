package org.gatehouse.server.federation.entraid;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.EntraId;
import org.gatehouse.realm.federation.Overage;
import org.gatehouse.server.federation.UpstreamGroups;
import org.gatehouse.server.federation.UpstreamGroups.Source;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Finds out in which groups somebody is. A token lists 200 at most; whoever is in more has none in it, and must not pass for
 * somebody who is in none.
 */
@Component
class EntraGroups {

    private static final Logger LOG = LoggerFactory.getLogger(EntraGroups.class);

    private final Graph graph;
    private final Clouds clouds;
    private final LastGroups last;
    private final Clock clock;

    EntraGroups(Graph graph, Clouds clouds, LastGroups last, Clock clock) {
        this.graph = graph;
        this.clouds = clouds;
        this.last = last;
        this.clock = clock;
    }

    /** Whether a sign-in may come to ask Graph, for which it needs an access token. */
    static boolean mayAskGraph(Connection connection) {
        return Clouds.entra(connection).overage() == Overage.GRAPH && areMapped(connection);
    }

    private static boolean areMapped(Connection connection) {
        return !connection.groups().isEmpty();
    }

    /** @throws org.gatehouse.server.federation.UpstreamRefusedException when they cannot be found out */
    UpstreamGroups of(Connection connection, EntraClaims claims, String subject, @Nullable String accessToken) {
        Optional<Set<String>> listed = isOver(claims) ? Optional.empty() : claims.list("groups");
        if (listed.isPresent() || !areMapped(connection)) {
            return remembered(connection, claims, subject, UpstreamGroups.inToken(listed.orElse(Set.of())));
        }
        if (!mayAskGraph(connection)) {
            throw Refusals.groups("The token does not list them, and the connection says overage: refuse");
        }
        return ask(connection, claims, subject, accessToken);
    }

    /** Marks of a token that could not hold them; {@code hasgroups} is what the implicit flow has instead. */
    private static boolean isOver(EntraClaims claims) {
        return claims.isDistributed("groups") || claims.isTrue("hasgroups");
    }

    private UpstreamGroups ask(
            Connection connection, EntraClaims claims, String subject, @Nullable String accessToken) {
        Instant begun = clock.instant();
        try {
            Graph.Found found =
                    graph.groups(clouds.of(connection), connection.groups().keySet(), accessToken);
            Source source = found.all() ? Source.GRAPH : Source.GRAPH_MAPPED;
            return remembered(connection, claims, subject, new UpstreamGroups(source, found.names(), since(begun)));
        } catch (GraphException ex) {
            LOG.warn(
                    "EntraGroups of somebody of the connection {} are not known: {}",
                    connection.alias(),
                    ex.getMessage());
            return last.find(connection, claims, subject)
                    .map(names -> new UpstreamGroups(Source.KEPT, names, since(begun)))
                    .orElseThrow(() -> Refusals.groups(ex.getMessage()));
        }
    }

    private Duration since(Instant begun) {
        return Duration.between(begun, clock.instant());
    }

    private UpstreamGroups remembered(
            Connection connection, EntraClaims claims, String subject, UpstreamGroups groups) {
        EntraId entra = Clouds.entra(connection);
        if (!entra.keep().isZero() && areMapped(connection)) {
            last.remember(connection, claims, subject, groups.names());
        }
        return groups;
    }
}
