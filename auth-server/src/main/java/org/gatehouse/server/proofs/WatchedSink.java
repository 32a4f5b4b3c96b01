package org.gatehouse.server.proofs;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.gatehouse.audit.anchor.Anchor;
import org.gatehouse.audit.anchor.CheckpointSink;
import org.jspecify.annotations.Nullable;

/** Remembers, for this process, what the archive outside answered last. */
final class WatchedSink implements Consumer<Anchor> {

    private final @Nullable CheckpointSink sink;
    private final Clock clock;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    /** @param sink null where none is configured */
    WatchedSink(@Nullable CheckpointSink sink, Clock clock) {
        this.sink = sink;
        this.clock = clock;
    }

    /** @param size of the checkpoint that was sent */
    record Answer(Instant at, long size, boolean taken) {}

    @Override
    public void accept(Anchor anchor) {
        if (sink != null) {
            long size = anchor.checkpoint().size();
            sink.send(anchor)
                    .thenAccept(taken -> answers.put(anchor.key().name(), new Answer(clock.instant(), size, taken)));
        }
    }

    boolean isConfigured() {
        return sink != null;
    }

    /** Of the log with this origin. */
    Optional<Answer> last(String origin) {
        return Optional.ofNullable(answers.get(origin));
    }
}
