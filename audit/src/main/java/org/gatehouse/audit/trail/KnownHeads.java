package org.gatehouse.audit.trail;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Heads as this node's writer left them. Where nobody appended since, the next entry needs no look at the head: it is
 * written in one round trip. The statement that writes compares, so that a mistake costs an attempt and nothing else; the more
 * of them a log has seen lately, the longer its head is locked and read again.
 */
final class KnownHeads {

    /** Of so many appends to a log that several nodes write to, one is an attempt in vain. */
    private static final int MOST_DISTRUST = 1_023;

    private final Map<Log, Memory> memories = new ConcurrentHashMap<>();

    /**
     * @param distrust appends that read the head after a mistake; half as many after each success
     * @param toRead how many of them are left
     */
    private record Memory(@Nullable Head head, int distrust, int toRead) {

        static final Memory NOTHING = new Memory(null, 0, 0);

        Memory of(Head written) {
            boolean guessed = head != null && toRead == 0;
            return new Memory(written, guessed ? distrust / 2 : distrust, Math.max(0, toRead - 1));
        }

        Memory mistaken() {
            int more = Math.min(MOST_DISTRUST, 2 * distrust + 1);
            return new Memory(null, more, more);
        }
    }

    /** Nothing when the head has to be read. */
    Optional<Head> of(Log log) {
        Memory memory = memories.getOrDefault(log, Memory.NOTHING);
        return memory.toRead() > 0 ? Optional.empty() : Optional.ofNullable(memory.head());
    }

    void remember(Head written) {
        memories.merge(written.log(), Memory.NOTHING.of(written), (memory, first) -> memory.of(written));
    }

    /** Somebody on this node moves it, or nobody knows whether it moved. */
    void forget(Log log) {
        memories.computeIfPresent(log, (same, memory) -> new Memory(null, memory.distrust(), memory.toRead()));
    }

    /** Another node moved it. */
    void mistaken(Log log) {
        memories.merge(log, Memory.NOTHING.mistaken(), (memory, first) -> memory.mistaken());
    }
}
