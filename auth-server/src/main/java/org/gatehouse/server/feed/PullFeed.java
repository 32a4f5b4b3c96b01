package org.gatehouse.server.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.note.Checkpoint;
import org.gatehouse.audit.note.SignedNote;
import org.gatehouse.audit.publish.TrailProofs;
import org.gatehouse.audit.query.TrailFeed;
import org.gatehouse.audit.query.TrailFeed.BrokenLogException;
import org.gatehouse.audit.query.TrailFeed.FedEntry;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.feed.FeedPage.LogPage;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Hands a realm's logs on, at least once: whoever repeats a cursor gets the same again. */
@Component
public class PullFeed {

    private final TrailFeed feed;
    private final TrailProofs proofs;
    private final FeedReaders readers;

    PullFeed(TrailFeed feed, TrailProofs proofs, FeedReaders readers) {
        this.feed = feed;
        this.proofs = proofs;
        this.readers = readers;
    }

    /**
     * The entries after a cursor.
     *
     * @param after null begins with the oldest that are kept
     * @param size entries at most, over all logs; 1 to {@link org.gatehouse.audit.query.TrailReader#MAX_PAGE}
     * @throws FeedException when the cursor is not of this realm, or a log is shorter than it says
     * @throws BrokenLogException when an entry is not there
     */
    public FeedPage read(Actor actor, @Nullable String after, int size) {
        actor.require(Permission.AUDIT_READ);
        String realm = actor.realm().name();
        FeedCursor cursor = after == null
                ? FeedCursor.beginning(realm)
                : FeedCursor.parse(after)
                        .filter(parsed -> parsed.realm().equals(realm))
                        .orElseThrow(FeedException::invalid);
        readers.note(actor);
        try {
            return page(cursor, size);
        } catch (BrokenLogException ex) {
            return page(cursor, size); // its month may just have been dropped; then the log begins later now
        }
    }

    private FeedPage page(FeedCursor cursor, int size) {
        List<Backlog> backlogs = backlogs(cursor);
        List<LogPage> pages = new ArrayList<>();
        Map<Tier, Long> next = new EnumMap<>(Tier.class);
        next.putAll(cursor.next());
        int left = size;
        boolean more = false;
        for (int i = 0; i < backlogs.size(); i++) {
            Backlog backlog = backlogs.get(i);
            int share = roundedUp(left, backlogs.size() - i);
            LogPage page = take(cursor.realm(), backlog, Math.min(share, backlog.waiting()));
            pages.add(page);
            next.put(page.tier(), page.until());
            left -= page.entries().size();
            more |= page.until() < backlog.size();
        }
        pages.sort(Comparator.comparing(LogPage::tier));
        return new FeedPage(pages, new FeedCursor(cursor.realm(), next).encoded(), more);
    }

    private LogPage take(String realm, Backlog log, long count) {
        long until = log.from() + count;
        List<FedEntry> entries = feed.read(realm, log.tier(), log.from(), until);
        return new LogPage(
                log.tier(), log.from() - log.next(), log.from(), until, log.size(), log.checkpoint(), entries);
    }

    private static int roundedUp(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }

    /** The shortest first: what they leave of their share, the others take. */
    private List<Backlog> backlogs(FeedCursor cursor) {
        List<TrailFeed.Log> logs = feed.logs(cursor.realm());
        requireAll(cursor, logs);
        return logs.stream()
                .map(log -> backlog(cursor, log))
                .sorted(Comparator.comparingLong(Backlog::waiting).thenComparing(Backlog::tier))
                .toList();
    }

    /** A database from before a log's first entry does not have the log at all. */
    private static void requireAll(FeedCursor cursor, List<TrailFeed.Log> logs) {
        Set<Tier> present = logs.stream().map(TrailFeed.Log::tier).collect(Collectors.toSet());
        cursor.next().forEach((tier, next) -> {
            if (next > 0 && !present.contains(tier)) {
                throw FeedException.setBack(cursor.realm() + "/" + tier);
            }
        });
    }

    private Backlog backlog(FeedCursor cursor, TrailFeed.Log log) {
        Optional<SignedNote> note = checkpoint(cursor.realm(), log.tier());
        long size = note.flatMap(Checkpoint::of).map(Checkpoint::size).orElse(0L);
        long next = cursor.next(log.tier());
        if (next > size) {
            throw FeedException.setBack(cursor.realm() + "/" + log.tier());
        }
        return new Backlog(
                log.tier(),
                next,
                Math.max(next, Math.min(log.keptFrom(), size)),
                size,
                note.map(SignedNote::toString).orElse(null));
    }

    private Optional<SignedNote> checkpoint(String realm, Tier tier) {
        try {
            return proofs.checkpoint(realm, tier);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex); // its cause says that the database is away
        }
    }

    /**
     * What of a log the reader has not had.
     *
     * @param from the next entry that is still kept
     */
    private record Backlog(
            Tier tier,
            long next,
            long from,
            long size,
            @Nullable String checkpoint) {

        long waiting() {
            return size - from;
        }
    }
}
