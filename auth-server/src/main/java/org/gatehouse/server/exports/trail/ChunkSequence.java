package org.gatehouse.server.exports.trail;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.gatehouse.server.exports.trail.ExportChunks.Part;

/** The pieces of a part in their order, read one by one. */
record ChunkSequence(ExportChunks chunks, ExportKey export, Part part) implements Iterable<byte[]> {

    @Override
    public Iterator<byte[]> iterator() {
        return new Iterator<>() {

            private int number;
            private Optional<byte[]> next = chunks.find(export, part, 0);

            @Override
            public boolean hasNext() {
                return next.isPresent();
            }

            @Override
            public byte[] next() {
                byte[] found = next.orElseThrow(NoSuchElementException::new);
                number++;
                next = chunks.find(export, part, number);
                return found;
            }
        };
    }
}
