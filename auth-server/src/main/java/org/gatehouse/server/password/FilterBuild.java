package org.gatehouse.server.password;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fastfilter.xor.Xor8;

/**
 * Builds a filter out of a list of any length. Keys are first spilled to 256 files by their first byte, so that memory
 * holds a 256th of them at a time: 28 MB of a list of a thousand million.
 */
public final class FilterBuild {

    /** Above this many keys a shard is halved: a look-up reads a shard, so it stays small. */
    private static final int KEYS_A_SHARD = 65_536;

    private static final int SPILLS = 256;
    private static final int SPILL_BITS = 8;

    /** Lines between two words about the progress. */
    private static final long STEP = 1_000_000;

    private final Path directory;
    private long total;

    private FilterBuild(Path directory) {
        this.directory = directory;
    }

    /**
     * Builds the file; an older one stays until the new one is whole.
     *
     * @param list hashes or passwords, one a line
     * @param progress is told the number of lines read, every million
     * @return the number of keys in it
     * @throws IOException when something cannot be read or written
     * @throws IllegalArgumentException when the list is not one; the message says which line
     */
    public static long build(InputStream list, Path target, LongConsumer progress) throws IOException {
        Path around = target.toAbsolutePath().getParent();
        Path directory = Files.createTempDirectory(around, ".filter-");
        try {
            FilterBuild build = new FilterBuild(directory);
            build.spill(list, progress);
            Path whole = directory.resolve("filter");
            long keys = build.write(whole);
            FilterFile.open(whole).close();
            Files.move(whole, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return keys;
        } catch (FilterInput.FilterInputException ex) {
            throw new IllegalArgumentException(ex.getMessage(), ex);
        } finally {
            delete(directory);
        }
    }

    private void spill(InputStream list, LongConsumer progress) throws IOException {
        List<DataOutputStream> spills = new ArrayList<>();
        try (FilterInput input = new FilterInput(list)) {
            for (int i = 0; i < SPILLS; i++) {
                OutputStream file = Files.newOutputStream(spilled(i), StandardOpenOption.CREATE_NEW);
                spills.add(new DataOutputStream(new BufferedOutputStream(file, 1 << 15)));
            }
            for (OptionalLong key = input.next(); key.isPresent(); key = input.next()) {
                spills.get(FilterFile.shard(key.getAsLong(), SPILL_BITS)).writeLong(key.getAsLong());
                total++;
                if (total % STEP == 0) {
                    progress.accept(input.lines());
                }
            }
        } finally {
            for (DataOutputStream spill : spills) {
                spill.close();
            }
        }
        if (total == 0) {
            throw new FilterInput.FilterInputException("The list is empty.");
        }
    }

    private long write(Path file) throws IOException {
        int bits = bits(total);
        long keys = 0;
        ByteBuffer head = ByteBuffer.allocate(FilterFile.FIXED_BYTES + (FilterFile.ROW_BYTES << bits) + Integer.BYTES);
        head.position(FilterFile.FIXED_BYTES);
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            out.position(head.capacity());
            for (long[] shard : (Iterable<long[]>) shards(bits)::iterator) {
                keys += shard.length;
                ByteBuffer data = ByteBuffer.wrap(
                        shard.length == 0 ? new byte[0] : filter(shard).getData());
                head.putLong(out.position()).putInt(data.remaining()).putInt(FilterFile.crc(data.duplicate()));
                writeAll(out, data);
            }
            finish(head, bits, keys);
            out.position(0);
            writeAll(out, head);
            out.force(true);
        }
        return keys;
    }

    /** The library never ends with exactly two keys: it gets a third, and that one too many is found matters to nobody. */
    private static Xor8 filter(long[] shard) {
        if (shard.length != 2) {
            return new Xor8(shard);
        }
        long third = shard[0] + (shard[0] + 1 == shard[1] ? 2 : 1);
        return new Xor8(new long[] {shard[0], shard[1], third});
    }

    private static void finish(ByteBuffer head, int bits, long keys) {
        head.put(0, FilterFile.MAGIC);
        head.putInt(FilterFile.MAGIC.length, bits);
        head.putLong(FilterFile.MAGIC.length + Integer.BYTES, keys);
        head.putInt(FilterFile.crc(head.duplicate().flip())).flip();
    }

    /** The keys of each shard, sorted, each once: the filter cannot be built of doubled ones. */
    private Stream<long[]> shards(int bits) {
        int together = bits >= SPILL_BITS ? 1 : SPILLS >>> bits;
        return IntStream.iterate(0, first -> first < SPILLS, first -> first + together)
                .boxed()
                .flatMap(first -> split(load(first, together), bits));
    }

    private static Stream<long[]> split(long[] sorted, int bits) {
        if (bits <= SPILL_BITS) {
            return Stream.of(sorted);
        }
        int parts = 1 << (bits - SPILL_BITS);
        List<long[]> split = new ArrayList<>();
        int from = 0;
        for (int part = 0; part < parts; part++) {
            int to = from;
            while (to < sorted.length && (FilterFile.shard(sorted[to], bits) & (parts - 1)) == part) {
                to++;
            }
            split.add(Arrays.copyOfRange(sorted, from, to));
            from = to;
        }
        return split.stream();
    }

    /** In unsigned order, which is the order of shards. */
    private long[] load(int first, int count) {
        try {
            long bytes = 0;
            for (int i = first; i < first + count; i++) {
                bytes += Files.size(spilled(i));
            }
            LongBuffer keys = LongBuffer.allocate(Math.toIntExact(bytes / Long.BYTES));
            for (int i = first; i < first + count; i++) {
                keys.put(ByteBuffer.wrap(Files.readAllBytes(spilled(i))).asLongBuffer());
            }
            return eachOnce(keys.array());
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static long[] eachOnce(long[] keys) {
        flipSigns(keys); // so that signed order is unsigned order
        Arrays.sort(keys);
        int kept = 0;
        for (long key : keys) {
            if (kept == 0 || key != keys[kept - 1]) {
                keys[kept++] = key;
            }
        }
        long[] once = Arrays.copyOf(keys, kept);
        flipSigns(once);
        return once;
    }

    private static void flipSigns(long[] keys) {
        for (int i = 0; i < keys.length; i++) {
            keys[i] ^= Long.MIN_VALUE;
        }
    }

    private Path spilled(int number) {
        return directory.resolve(String.valueOf(number));
    }

    private static int bits(long keys) {
        int bits = 0;
        while (bits < FilterFile.MOST_BITS && keys >>> bits > KEYS_A_SHARD) {
            bits++;
        }
        return bits;
    }

    private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
