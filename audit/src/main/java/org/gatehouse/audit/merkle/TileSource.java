package org.gatehouse.audit.merkle;

import java.io.IOException;

/** Gives the tiles of one log, from wherever they are kept. */
@FunctionalInterface
public interface TileSource {

    /**
     * The tile's hashes, one after the other, {@code 32 × width} bytes.
     *
     * @throws IOException when there is no such tile, or it cannot be read now
     */
    byte[] read(TilePath tile) throws IOException;
}
