package org.gatehouse.audit.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of a realm's entries, newest first.
 *
 * @param next where to go on, or null at the end. A page may have fewer entries than asked for, or none, and a next one:
 *     so many entries did not match that the search for more is a request of its own
 */
public record EntryPage(List<EntryView> entries, @Nullable Cursor next) {

    public EntryPage {
        entries = List.copyOf(entries);
    }
}
