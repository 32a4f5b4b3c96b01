package org.gatehouse.audit.merkle;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a tile is, as C2SP tlog-tiles names it: {@code tile/0/x001/067} or, with fewer than 256 hashes,
 * {@code tile/0/x001/067.p/12}.
 *
 * @param level 0 holds leaves, 1 the roots of full tiles of level 0, and so on; {@link #ENTRIES} the entries themselves
 * @param index from 0
 * @param width hashes in it, 1 to {@link #FULL}
 */
public record TilePath(int level, long index, int width) {

    /** Hashes in a full tile. */
    public static final int FULL = 256;

    /** Levels of the tree a tile spans. */
    public static final int HEIGHT = 8;

    /** The level of bundles of entries, which stand beside the tiles of level 0. */
    public static final int ENTRIES = -1;

    /** What tlog-tiles allows. */
    private static final int MAX_LEVEL = 63;

    private static final long MAX_INDEX = 1L << 55;
    private static final Pattern PATH =
            Pattern.compile("tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    public TilePath {
        if (level < ENTRIES || level > MAX_LEVEL || index < 0 || index > MAX_INDEX || width < 1 || width > FULL) {
            throw new IllegalArgumentException("There is no tile " + level + "/" + index + " of width " + width + ".");
        }
    }

    /** The tile at this place of a log of this size, partial when it is the last of its level. */
    public static TilePath of(int level, long index, long size) {
        long hashes = size >> (HEIGHT * Math.max(level, 0));
        return new TilePath(level, index, (int) Math.min(FULL, hashes - index * FULL));
    }

    /** Reads what {@link #toString()} wrote; empty for anything else, also another spelling of an existing place. */
    public static Optional<TilePath> parse(String path) {
        Matcher parts = PATH.matcher(path);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int level = parts.group(1).equals("entries") ? ENTRIES : Integer.parseInt(parts.group(1));
        long index = Long.parseLong(parts.group(2).replace("x", "").replace("/", ""));
        int width = parts.group(3) == null ? FULL : Integer.parseInt(parts.group(3));
        if (level > MAX_LEVEL || index > MAX_INDEX || width > FULL) {
            return Optional.empty();
        }
        return Optional.of(new TilePath(level, index, width))
                .filter(tile -> tile.toString().equals(path));
    }

    public boolean isFull() {
        return width == FULL;
    }

    /** Entries of the log that must exist before this tile does; -1 when that is beyond any log. */
    public long sizeNeeded() {
        long hashes = index * FULL + width;
        int shift = HEIGHT * Math.max(level, 0);
        return shift >= Long.numberOfLeadingZeros(hashes) - 1 ? -1 : hashes << shift;
    }

    @Override
    public String toString() {
        StringBuilder path = new StringBuilder(String.format("%03d", index % 1_000));
        for (long rest = index / 1_000; rest > 0; rest /= 1_000) {
            path.insert(0, String.format("x%03d/", rest % 1_000));
        }
        String place = "tile/" + (level == ENTRIES ? "entries" : level) + "/" + path;
        return isFull() ? place : place + ".p/" + width;
    }
}
