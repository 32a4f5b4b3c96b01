package org.gatehouse.server.exports.trail;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import org.gatehouse.server.exports.trail.ExportChunks.Part;

/** Writes a file into chunks of a mebibyte. */
final class ChunkStream extends OutputStream {

    private static final int CHUNK = 1 << 20;

    private final ExportChunks chunks;
    private final ExportKey export;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream(CHUNK);
    private int number;
    private long written;

    ChunkStream(ExportChunks chunks, ExportKey export) {
        this.chunks = chunks;
        this.export = export;
    }

    @Override
    public void write(int octet) {
        pending.write(octet);
        storeWhenFull();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        pending.write(bytes, offset, length);
        storeWhenFull();
    }

    @Override
    public void close() {
        if (pending.size() > 0) {
            store();
        }
    }

    private void storeWhenFull() {
        if (pending.size() >= CHUNK) {
            store();
        }
    }

    private void store() {
        written += pending.size();
        if (written > TrailExportStep.LARGEST) {
            throw new FullException();
        }
        chunks.add(export, Part.FILE, number++, pending.toByteArray());
        pending.reset();
    }
}
