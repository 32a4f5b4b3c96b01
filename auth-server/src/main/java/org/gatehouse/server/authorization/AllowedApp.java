package org.gatehouse.server.authorization;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An app somebody has allowed something, with what they may want to know before they take it back.
 *
 * @param name what it is called; its id when it has no name
 * @param targets the hosts, or schemes of apps, where what it is told goes
 * @param links what a client that registered itself says about itself; null for one somebody here has set up
 * @param lastUsed when it last obtained something in the person's name; null when it holds nothing now
 * @param until when what it holds ends by itself
 */
public record AllowedApp(
        GivenConsent consent,
        String name,
        List<String> targets,
        @Nullable List<Link> links,
        @Nullable Instant lastUsed,
        @Nullable Instant until) {

    /** @param kind the metadata it is (RFC 7591 section 2) */
    public record Link(String kind, String address) {}
}
