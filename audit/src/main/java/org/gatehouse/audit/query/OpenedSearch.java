package org.gatehouse.audit.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what only opened entries say: where they came from. Everything else in the filter is looked for first; what is
 * left is opened one after the other, so many in a request and no more.
 */
final class OpenedSearch {

    /** Entries opened at a time. */
    private static final int ROUND = 500;

    /** Entries one search opens: some 100 ms. */
    private static final int MOST = 5_000;

    private final TrailFilter filter;
    private final Stored stored;

    OpenedSearch(TrailFilter filter, Stored stored) {
        this.filter = filter;
        this.stored = stored;
    }

    /** The search that opens what the rest of the filter leaves. */
    interface Stored {
        EntryPage search(@Nullable Cursor after, int limit);
    }

    /** As {@link TrailReader#search}. */
    EntryPage search(@Nullable Cursor after, int limit) {
        List<EntryView> found = new ArrayList<>();
        @Nullable Cursor place = after;
        for (int opened = 0; opened < MOST; opened += ROUND) {
            EntryPage page = stored.search(place, ROUND);
            page.entries().stream()
                    .filter(entry -> filter.takesAddress(entry.origin().address()))
                    .forEach(found::add);
            if (found.size() > limit) {
                return new EntryPage(found.subList(0, limit), Cursor.after(found.get(limit - 1)));
            }
            place = page.next();
            if (place == null || page.entries().size() < ROUND) {
                break; // the end, or a search that already tried as much as it may
            }
        }
        return new EntryPage(found, place);
    }
}
