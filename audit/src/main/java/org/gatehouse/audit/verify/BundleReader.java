package org.gatehouse.audit.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.gatehouse.audit.entry.EntryHead;
import org.gatehouse.audit.merkle.LeafHash;
import org.gatehouse.audit.merkle.TilePath;
import org.jspecify.annotations.Nullable;

/** Reads bundles of entries and the tiles of their hashes, and compares them. */
final class BundleReader {

    private static final byte[] NOTHING = new byte[0];

    private final Path directory;
    private final Claim claim;
    private final Counter counter;

    /** Realm and tier are the same all through a log; whichever entry is read first says which. */
    private final AtomicReference<@Nullable String> realmAndTier = new AtomicReference<>();

    BundleReader(Path directory, Claim claim, Counter counter) {
        this.directory = directory;
        this.claim = claim;
        this.counter = counter;
    }

    Part read(long first, long end) throws IOException {
        PartCheck check = new PartCheck(claim);
        boolean more = true;
        long kept = claim.minIndex() / TilePath.FULL;
        for (long bundle = Math.max(first, kept);
                more && bundle < end && bundle * TilePath.FULL < claim.size();
                bundle++) {
            more = read(check, bundle);
        }
        return check.end();
    }

    private boolean read(PartCheck check, long number) throws IOException {
        TilePath bundlePath = TilePath.of(TilePath.ENTRIES, number, claim.size());
        ByteBuffer bundle = ByteBuffer.wrap(file(bundlePath));
        byte[] tile = file(TilePath.of(0, number, claim.size()));
        long index = number * TilePath.FULL;
        int begins = (int) Math.max(0, claim.minIndex() - index);
        for (int place = begins; place < bundlePath.width(); place++) {
            byte[] entry = next(bundle);
            if (entry == null || !check(check, index + place, entry, hash(tile, place))) {
                return false;
            }
        }
        counter.add(claim.name(), bundlePath.width() - begins);
        return true;
    }

    private boolean check(PartCheck check, long index, byte[] entry, byte[] hash) {
        byte[] leaf = LeafHash.of(entry, NOTHING);
        String wrong = Arrays.equals(leaf, hash) ? null : "the entry was changed: its tile has another leaf hash";
        long ts = 0;
        try {
            EntryHead head = EntryHead.ofEntry(entry);
            ts = head.ts();
            if (wrong == null && !isOfThisLog(head)) {
                wrong = "the entry belongs to another log";
            }
        } catch (IllegalArgumentException ex) {
            wrong = wrong == null ? "the entry cannot be read: " + ex.getMessage() : wrong;
        }
        return check.next(index, wrong == null ? ts : Long.MAX_VALUE, leaf, 0, wrong);
    }

    private boolean isOfThisLog(EntryHead head) {
        String own = head.realm() + "/" + head.tier().name();
        return realmAndTier.compareAndSet(null, own) || own.equals(realmAndTier.get());
    }

    /** A tile that is not there has no hash of any entry. */
    private static byte[] hash(byte[] tile, int place) {
        int from = place * LeafHash.LENGTH;
        return from + LeafHash.LENGTH <= tile.length ? Arrays.copyOfRange(tile, from, from + LeafHash.LENGTH) : NOTHING;
    }

    private static byte @Nullable [] next(ByteBuffer bundle) {
        if (bundle.remaining() < 2) {
            return null;
        }
        int length = Short.toUnsignedInt(bundle.getShort());
        if (length > bundle.remaining()) {
            return null;
        }
        byte[] entry = new byte[length];
        bundle.get(entry);
        return entry;
    }

    private byte[] file(TilePath path) throws IOException {
        try {
            return Files.readAllBytes(directory.resolve(path.toString()));
        } catch (NoSuchFileException ex) {
            return NOTHING;
        }
    }
}
