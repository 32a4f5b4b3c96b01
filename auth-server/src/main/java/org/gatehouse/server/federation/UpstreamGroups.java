package org.gatehouse.server.federation;

import java.time.Duration;
import java.util.Set;

/**
 * The groups somebody is in at the provider.
 *
 * @param names as the provider writes them; of Entra ID, object ids
 * @param took to find them out; zero when they were in the token
 */
public record UpstreamGroups(Source source, Set<String> names, Duration took) {

    public UpstreamGroups {
        names = Set.copyOf(names);
    }

    public static UpstreamGroups inToken(Set<String> names) {
        return new UpstreamGroups(Source.TOKEN, names, Duration.ZERO);
    }

    /** Where they are from. */
    public enum Source {
        TOKEN("token"),
        /** Asked from Microsoft Graph, as the token could not hold them. */
        GRAPH("graph"),
        /** Asked from Microsoft Graph for the mapped ones only, as there are more than it lists: these are not all. */
        GRAPH_MAPPED("graph-mapped"),
        /** The provider could not be asked and policy lets what was known a short while ago stand: nothing is added. */
        KEPT("kept");

        private final String code;

        Source(String code) {
            this.code = code;
        }

        /** As entries say it. */
        public String code() {
            return code;
        }
    }
}
