package org.gatehouse.audit.query;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.audit.entry.Micros;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what only opened entries say: where they came from. Everything else in the filter is looked for first; what is
 * left is opened one after the other, so many in a request and no more.
 */
final class OpenedSearch {

    /** Entries opened at first: what is looked for may be among the newest. Then twice as many each time. */
    private static final int FIRST_ROUND = 500;

    /** Entries one search opens: some 100 ms. */
    private static final int MOST = 5_000;

    /** Stretches of time one search looks into. */
    private static final int MOST_PARTS = 50;

    private final TrailFilter filter;
    private final List<TrailFilter> parts;
    private final Stored stored;

    /** @param parts the filter, for each stretch of time that may have what is looked for; the newest first */
    OpenedSearch(TrailFilter filter, List<TrailFilter> parts, Stored stored) {
        this.filter = filter;
        this.parts = parts;
        this.stored = stored;
    }

    /** The search that opens what the rest of the filter leaves. */
    interface Stored {
        EntryPage search(TrailFilter part, @Nullable Cursor after, int limit);
    }

    /** As {@link TrailReader#search}. */
    EntryPage search(@Nullable Cursor after, int limit) {
        List<EntryView> found = new ArrayList<>();
        @Nullable Cursor place = after;
        int opened = 0;
        int looks = 0;
        int round = FIRST_ROUND;
        for (TrailFilter part : parts) {
            boolean more = !isNewer(part, after);
            while (more) {
                EntryPage page = stored.search(part, place, round);
                take(page, found);
                if (found.size() > limit) {
                    return new EntryPage(found.subList(0, limit), Cursor.after(found.get(limit - 1)));
                }
                opened += page.entries().size();
                more = page.next() != null;
                place = more ? page.next() : Cursor.before(part.from());
                boolean triedAll = more && page.entries().size() < round;
                if (triedAll || opened >= MOST || ++looks == MOST_PARTS) {
                    return new EntryPage(found, place);
                }
                round = more ? Math.min(2 * round, MOST - opened) : round;
            }
        }
        return new EntryPage(found, null);
    }

    private void take(EntryPage page, List<EntryView> found) {
        page.entries().stream()
                .filter(entry -> filter.takesAddress(entry.origin().address()))
                .forEach(found::add);
    }

    /** Whether all of it comes before the place where the search goes on. */
    private static boolean isNewer(TrailFilter part, @Nullable Cursor after) {
        return after != null && part.from() != null && Micros.of(part.from()) > after.micros();
    }
}
