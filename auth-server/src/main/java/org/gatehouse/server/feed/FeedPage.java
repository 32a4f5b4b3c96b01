package org.gatehouse.server.feed;

import java.util.List;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.query.TrailFeed.FedEntry;
import org.jspecify.annotations.Nullable;

/**
 * What comes next for a reader.
 *
 * @param next the cursor after this page
 * @param more whether there is more already
 */
public record FeedPage(List<LogPage> logs, String next, boolean more) {

    /**
     * The part of one log: its entries from an index to another, exclusive, all of them.
     *
     * @param lost entries between where the reader was and {@code from}: their time was up before they were read
     * @param size of the checkpoint; null before the first one
     * @param checkpoint the signed note all these entries are covered by
     */
    public record LogPage(
            Tier tier,
            long lost,
            long from,
            long until,
            long size,
            @Nullable String checkpoint,
            List<FedEntry> entries) {}
}
