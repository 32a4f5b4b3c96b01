package org.gatehouse.audit.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.audit.entry.Micros;
import org.gatehouse.audit.privacy.SubjectKey;
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
    private final Opening opening;

    /** Read once: the same people come again in every round. */
    private final Map<Long, SubjectKey> keys = new HashMap<>();

    private final Set<Long> asked = new HashSet<>();

    /** @param parts the filter, for each stretch of time that may have what is looked for; the newest first */
    OpenedSearch(TrailFilter filter, List<TrailFilter> parts, Stored stored, Opening opening) {
        this.filter = filter;
        this.parts = parts;
        this.stored = stored;
        this.opening = opening;
    }

    /** The search that finds what the rest of the filter leaves. */
    interface Stored {
        Rows search(TrailFilter part, @Nullable Cursor after, int limit);
    }

    /** What rows are opened with. */
    interface Opening {

        /** The keys that exist of these pseudonyms of a realm, by number. */
        Map<Long, SubjectKey> keys(int realm, Set<Long> refs);

        List<EntryView> entries(List<EntryRow> rows);
    }

    /**
     * Rows that match, as far as a search finds them.
     *
     * @param next where to go on; null when nothing is left
     */
    record Rows(List<EntryRow> rows, @Nullable Cursor next) {}

    /** As {@link TrailReader#search}. */
    EntryPage search(@Nullable Cursor after, int limit) {
        List<EntryRow> found = new ArrayList<>();
        @Nullable Cursor place = after;
        int opened = 0;
        int looks = 0;
        int round = FIRST_ROUND;
        for (TrailFilter part : parts) {
            boolean more = !isNewer(part, after);
            while (more) {
                Rows page = stored.search(part, place, round);
                take(page.rows(), found);
                if (found.size() > limit) {
                    List<EntryRow> full = found.subList(0, limit);
                    return new EntryPage(
                            opening.entries(full), full.get(limit - 1).place());
                }
                opened += page.rows().size();
                more = page.next() != null;
                place = more ? page.next() : Cursor.before(part.from());
                boolean triedAll = more && page.rows().size() < round;
                if (triedAll || opened >= MOST || ++looks == MOST_PARTS) {
                    return new EntryPage(opening.entries(found), place);
                }
                round = more ? Math.min(2 * round, MOST - opened) : round;
            }
        }
        return new EntryPage(opening.entries(found), null);
    }

    /** Opens no more of each than where it came from: nearly all are from somewhere else. */
    private void take(List<EntryRow> rows, List<EntryRow> found) {
        if (rows.isEmpty()) {
            return;
        }
        Set<Long> unknown = rows.stream().map(row -> row.head().actor().ref()).collect(Collectors.toSet());
        unknown.remove(0L);
        unknown.removeAll(asked);
        if (!unknown.isEmpty()) {
            keys.putAll(opening.keys(rows.get(0).head().realm(), unknown));
            asked.addAll(unknown);
        }
        EntryOpener opener = new EntryOpener("", keys, List.of());
        rows.stream().filter(row -> filter.takesAddress(opener.address(row))).forEach(found::add);
    }

    /** Whether all of it comes before the place where the search goes on. */
    private static boolean isNewer(TrailFilter part, @Nullable Cursor after) {
        return after != null && part.from() != null && Micros.of(part.from()) > after.micros();
    }
}
