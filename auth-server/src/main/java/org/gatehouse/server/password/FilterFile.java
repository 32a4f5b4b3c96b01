package org.gatehouse.server.password;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.fastfilter.xor.Xor8;

/**
 * A filter of password keys, too large to be held: a head with the place and checksum of each shard, then the shards,
 * each a filter of the keys that begin alike. A look-up reads one shard. All numbers are big-endian:
 *
 * <pre>
 * "GHPWF001"  int bits  long keys  { long place, int length, int crc32c } * 2^bits  int crc32c of all before
 * </pre>
 */
final class FilterFile implements AutoCloseable {

    static final byte[] MAGIC = {'G', 'H', 'P', 'W', 'F', '0', '0', '1'};

    /** Keys that begin with the same this many bits are in one shard; at most. */
    static final int MOST_BITS = 16;

    /** Of the head before the table. */
    static final int FIXED_BYTES = MAGIC.length + Integer.BYTES + Long.BYTES;

    static final int ROW_BYTES = Long.BYTES + Integer.BYTES + Integer.BYTES;

    private final FileChannel channel;
    private final int bits;
    private final long keys;
    private final ByteBuffer table;

    private FilterFile(FileChannel channel, int bits, long keys, ByteBuffer table) {
        this.channel = channel;
        this.bits = bits;
        this.keys = keys;
        this.table = table;
    }

    /**
     * Reads the whole file once: a filter that has suffered lets known passwords pass and says nothing.
     *
     * @throws IOException when it is absent, no filter, or altered; the message is a sentence
     */
    static FilterFile open(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new NoSuchFileException("it is absent or unreadable.");
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            FilterFile filter = head(channel);
            filter.requireWhole();
            return filter;
        } catch (IOException | RuntimeException ex) {
            channel.close();
            throw ex;
        }
    }

    long keys() {
        return keys;
    }

    boolean mayContain(long key) {
        int shard = shard(key, bits);
        try {
            byte[] data = data(shard);
            return data.length > 0 && new Xor8(new ByteArrayInputStream(data)).mayContain(key);
        } catch (IOException ex) {
            throw new UncheckedIOException("The password filter can no longer be read", ex);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    static int shard(long key, int bits) {
        return bits == 0 ? 0 : (int) (key >>> (Long.SIZE - bits));
    }

    static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static FilterFile head(FileChannel channel) throws IOException {
        ByteBuffer fixed = read(channel, 0, FIXED_BYTES);
        byte[] magic = new byte[MAGIC.length];
        fixed.get(magic);
        int bits = fixed.getInt();
        long keys = fixed.getLong();
        if (!Arrays.equals(magic, MAGIC) || bits < 0 || bits > MOST_BITS) {
            throw new IOException("it is no password filter.");
        }
        ByteBuffer head = read(channel, 0, FIXED_BYTES + (ROW_BYTES << bits) + Integer.BYTES);
        int end = head.limit() - Integer.BYTES;
        if (crc(head.duplicate().limit(end)) != head.getInt(end)) {
            throw new IOException("it is damaged.");
        }
        return new FilterFile(channel, bits, keys, head.slice(FIXED_BYTES, ROW_BYTES << bits));
    }

    private void requireWhole() throws IOException {
        long end = FIXED_BYTES + table.capacity() + Integer.BYTES;
        for (int shard = 0; shard < 1 << bits; shard++) {
            data(shard);
            end = Math.max(end, place(shard) + length(shard));
        }
        if (channel.size() != end) {
            throw new IOException("it is damaged.");
        }
    }

    private byte[] data(int shard) throws IOException {
        ByteBuffer data = read(channel, place(shard), length(shard));
        if (crc(data.duplicate()) != table.getInt(shard * ROW_BYTES + Long.BYTES + Integer.BYTES)) {
            throw new IOException("it is damaged.");
        }
        return data.array();
    }

    private long place(int shard) {
        return table.getLong(shard * ROW_BYTES);
    }

    private int length(int shard) {
        return table.getInt(shard * ROW_BYTES + Long.BYTES);
    }

    private static ByteBuffer read(FileChannel channel, long place, int length) throws IOException {
        if (place < 0 || length < 0 || place + length > channel.size()) {
            throw new EOFException("it is damaged: something is missing.");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, place + bytes.position()) < 0) {
                throw new EOFException("it is damaged: something is missing.");
            }
        }
        return bytes.flip();
    }
}
