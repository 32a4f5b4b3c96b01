package org.gatehouse.audit.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * That a witness saw a checkpoint grow out of all it had seen of the log before (cosignature/v1 of C2SP tlog-cosignature).
 * There is none that is not valid.
 *
 * @param at when the witness says it signed, to the second
 */
public record Cosignature(WitnessKey key, Instant at, SignedNote.Line line) {

    private static final int SIGNATURE = 64;

    /** The newest valid one of the key on the note; of lines that are not its own or not valid, nothing follows. */
    public static Optional<Cosignature> find(SignedNote note, WitnessKey key) {
        return note.signatures().stream()
                .filter(line -> line.isOf(key.typed()))
                .flatMap(line -> read(note.text(), key, line).stream())
                .max(Comparator.comparing(Cosignature::at));
    }

    /** How many of the keys cosigned; a key given twice, or under two names, counts once. */
    public static long count(SignedNote note, List<WitnessKey> keys) {
        return keys.stream()
                .filter(key -> find(note, key).isPresent())
                .map(key -> ByteBuffer.wrap(key.typed().bytes()))
                .distinct()
                .count();
    }

    private static Optional<Cosignature> read(String text, WitnessKey key, SignedNote.Line line) {
        byte[] stamped = line.signature();
        if (stamped.length != Long.BYTES + SIGNATURE) {
            return Optional.empty();
        }
        long seconds = ByteBuffer.wrap(stamped).getLong();
        byte[] signature = Arrays.copyOfRange(stamped, Long.BYTES, stamped.length);
        byte[] message = ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
        boolean valid = seconds > 0
                && seconds <= Instant.MAX.getEpochSecond()
                && key.typed().hasSigned(message, signature);
        return valid ? Optional.of(new Cosignature(key, Instant.ofEpochSecond(seconds), line)) : Optional.empty();
    }
}
