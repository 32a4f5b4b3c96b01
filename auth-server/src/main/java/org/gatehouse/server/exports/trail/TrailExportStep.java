package org.gatehouse.server.exports.trail;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.gatehouse.audit.query.Cursor;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.LeafHashes;
import org.gatehouse.audit.query.TrailFeed;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.server.exports.trail.ExportChunks.Part;
import org.gatehouse.server.reading.TrailMask;
import org.springframework.stereotype.Component;

/** Moves an export on by one page, within the transaction that holds its row. */
@Component
class TrailExportStep {

    /** Entries in a page: some hundred kilobytes. */
    static final int PAGE = 500;

    /** Bytes an export may have: some three million entries as JSON, kept in the database for a day. */
    static final long LARGEST = 2L << 30;

    private final TrailReader trail;
    private final TrailFeed feed;
    private final LeafHashes hashes;
    private final ScopeFilter filters;
    private final TrailExportRows rows;
    private final ExportChunks chunks;
    private final FinishedExport finish;
    private final Clock clock;

    TrailExportStep(
            TrailReader trail,
            TrailFeed feed,
            LeafHashes hashes,
            ScopeFilter filters,
            TrailExportRows rows,
            ExportChunks chunks,
            FinishedExport finish,
            Clock clock) {
        this.trail = trail;
        this.feed = feed;
        this.hashes = hashes;
        this.filters = filters;
        this.rows = rows;
        this.chunks = chunks;
        this.finish = finish;
        this.clock = clock;
    }

    void take(TrailExportRow row) {
        TrailExport export = row.export();
        if (row.chunks() == 0) {
            feed.settle(export.realm()); // whatever was written before the order is there to be read from now on
        }
        List<EntryView> page =
                trail.page(export.realm(), filters.of(export.realm(), export.scope()), row.place(), PAGE);
        if (isMoreThanCounted(row, page.size())) {
            rows.fail(row.key(), "needs-approval");
            chunks.remove(row.key(), part(export));
            return;
        }
        boolean last = page.size() < PAGE;
        byte[] content = content(row, page, last);
        if (isTooLarge(export, page.size(), content.length)) {
            rows.fail(row.key(), "too-large");
            chunks.remove(row.key(), part(export));
            return;
        }
        chunks.add(row.key(), part(export), row.chunks(), content);
        Cursor place = page.isEmpty() ? row.place() : Cursor.after(page.get(page.size() - 1));
        rows.move(row.key(), place, page.size(), content.length, clock.instant());
        if (last) {
            finish.finish(row.key(), export);
        }
    }

    private byte[] content(TrailExportRow row, List<EntryView> page, boolean last) {
        EntryEncoder encoder = EntryEncoder.of(row.export().format());
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        if (row.chunks() == 0) {
            content.writeBytes(encoder.begin());
        }
        content.writeBytes(encoder.entries(withHashes(row.export(), page)));
        if (last) {
            content.writeBytes(encoder.end());
        }
        return content.toByteArray();
    }

    private List<ExportedEntry> withHashes(TrailExport export, List<EntryView> page) {
        Map<String, String> found = wantsHashes(export) ? hashes.of(export.realm(), page) : Map.of();
        return page.stream()
                .map(entry -> new ExportedEntry(
                        export.scope().isHidden() ? TrailMask.masked(entry) : entry, found.get(LeafHashes.name(entry))))
                .toList();
    }

    /** What is handed out to be verified names the leaf each entry is. */
    private static boolean wantsHashes(TrailExport export) {
        return export.scope().proofs() || export.format() == TrailFormat.PROOF_PACK;
    }

    private static boolean isTooLarge(TrailExport export, int entries, int bytes) {
        return export.bytes() + bytes > LARGEST
                || export.entries() + entries > export.format().mostEntries();
    }

    /** What nobody approved stays as small as it was when it was ordered, however it was counted. */
    private static boolean isMoreThanCounted(TrailExportRow row, int entries) {
        return row.most() != null && row.export().entries() + entries > row.most();
    }

    private static Part part(TrailExport export) {
        return export.format().isMadeAtTheEnd() ? Part.ROWS : Part.FILE;
    }
}
