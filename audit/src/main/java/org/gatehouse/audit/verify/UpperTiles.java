package org.gatehouse.audit.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gatehouse.audit.merkle.TilePath;
import org.gatehouse.audit.merkle.TileTree;
import org.jspecify.annotations.Nullable;

/** Compares the tiles above the leaves with what the entries give. */
final class UpperTiles {

    /** Gives a tile, or null where none needs to be. */
    @FunctionalInterface
    interface Kept {
        byte @Nullable [] read(TilePath tile) throws IOException;
    }

    private UpperTiles() {}

    static Optional<Fault> check(String log, List<byte[]> rootsOfLeafTiles, Kept kept) throws IOException {
        List<byte[]> hashes = rootsOfLeafTiles;
        for (int level = 1; !hashes.isEmpty(); level++) {
            List<byte[]> roots = new ArrayList<>();
            for (int from = 0; from < hashes.size(); from += TilePath.FULL) {
                List<byte[]> own = hashes.subList(from, Math.min(hashes.size(), from + TilePath.FULL));
                TilePath path = new TilePath(level, from / TilePath.FULL, own.size());
                byte[] computed = join(own);
                byte[] found = kept.read(path);
                if (found != null && !Arrays.equals(found, computed)) {
                    long index = (long) from << (TilePath.HEIGHT * level);
                    return Optional.of(new Fault(log, index, path + " is not made of the entries below it"));
                }
                if (path.isFull()) {
                    roots.add(TileTree.rootOf(computed));
                }
            }
            hashes = roots;
        }
        return Optional.empty();
    }

    private static byte[] join(List<byte[]> hashes) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        hashes.forEach(joined::writeBytes);
        return joined.toByteArray();
    }
}
