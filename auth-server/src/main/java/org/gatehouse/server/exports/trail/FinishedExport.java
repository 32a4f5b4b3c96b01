package org.gatehouse.server.exports.trail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.gatehouse.audit.publish.CheckpointPublisher;
import org.gatehouse.audit.publish.TrailProofs;
import org.gatehouse.audit.query.TrailFeed;
import org.gatehouse.server.exports.trail.ExportChunks.Part;
import org.springframework.stereotype.Component;

/** Ends an export: makes the workbook or the PDF if it is to be one, sums the file up and notes what the logs had signed for. */
@Component
class FinishedExport {

    private final TrailExportRows rows;
    private final ExportChunks chunks;
    private final TrailFeed feed;
    private final CheckpointPublisher publisher;
    private final TrailProofs proofs;
    private final ProofPack pack;

    FinishedExport(
            TrailExportRows rows,
            ExportChunks chunks,
            TrailFeed feed,
            CheckpointPublisher publisher,
            TrailProofs proofs,
            ProofPack pack) {
        this.rows = rows;
        this.chunks = chunks;
        this.feed = feed;
        this.publisher = publisher;
        this.proofs = proofs;
        this.pack = pack;
    }

    void finish(ExportKey key, TrailExport export) {
        try {
            publisher.tick(); // what the file tells is proved by the checkpoints it comes with, its newest entry too
            if (export.format().isMadeAtTheEnd()) {
                make(key, export);
            }
            MessageDigest digest = sha256();
            long bytes = 0;
            for (byte[] chunk : new ChunkSequence(chunks, key, Part.FILE)) {
                digest.update(chunk);
                bytes += chunk.length;
            }
            String checkpoints = TrailExportRow.json(checkpoints(export.realm()));
            rows.ready(key, bytes, HexFormat.of().formatHex(digest.digest()), checkpoints);
        } catch (FullException ex) {
            rows.fail(key, "too-large");
            chunks.remove(key, Part.FILE);
            chunks.remove(key, Part.ROWS);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (SQLException ex) {
            throw new UncheckedIOException(new IOException("The audit trail cannot be proved now", ex));
        }
    }

    private void make(ExportKey key, TrailExport export) throws IOException {
        ChunkSequence staged = new ChunkSequence(chunks, key, Part.ROWS);
        try (ChunkStream out = new ChunkStream(chunks, key)) {
            if (export.format() == TrailFormat.PDF) {
                EntryPages.write(export, staged, out);
            } else if (export.format() == TrailFormat.PROOF_PACK) {
                pack.write(export, staged, out);
            } else {
                StagedRows.toWorkbook(staged, out);
            }
        }
        chunks.remove(key, Part.ROWS);
    }

    private Map<String, String> checkpoints(String realm) throws IOException {
        Map<String, String> notes = new TreeMap<>();
        for (TrailFeed.Log log : feed.logs(realm)) {
            proofs.checkpoint(realm, log.tier())
                    .ifPresent(note -> notes.put(log.tier().name(), note.toString()));
        }
        return notes;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("SHA-256 is part of every JDK", ex);
        }
    }
}
