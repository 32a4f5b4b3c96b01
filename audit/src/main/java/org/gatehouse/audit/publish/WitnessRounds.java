package org.gatehouse.audit.publish;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.merkle.TileTree;
import org.gatehouse.audit.note.Checkpoint;
import org.gatehouse.audit.note.Cosignature;
import org.gatehouse.audit.note.VerificationKey;
import org.gatehouse.audit.witness.Witness;
import org.gatehouse.audit.witness.WitnessAnswer;
import org.gatehouse.audit.witness.WitnessAnswer.Reason;
import org.gatehouse.audit.witness.WitnessClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the newest checkpoint of each log to each witness. Somebody calls {@link #round} about every ten seconds; any
 * number of nodes may. No connection of the database is held while a witness is waited for, and nobody who appends waits
 * for any of this.
 */
public final class WitnessRounds implements AutoCloseable {

    /** How long a log may go without its quorum before that is an alarm. */
    static final Duration TOLERATED = Duration.ofMinutes(10);

    /** First question, one that learns the size, one more for what another node did meanwhile, and the last. */
    private static final int QUESTIONS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(WitnessRounds.class);

    private final DataSource database;
    private final Clock clock;
    private final List<Witness> witnesses;
    private final int quorum;
    private final WitnessClient client;
    private final ExecutorService executor;
    private final Map<Place, Seen> seen = new ConcurrentHashMap<>();
    private final Map<String, Alarm> forked = new ConcurrentHashMap<>();
    private final Map<String, Instant> behind = new ConcurrentHashMap<>();

    private final Set<String> late = ConcurrentHashMap.newKeySet();

    private record Place(String origin, Witness witness) {}

    /** @param text of the checkpoint it cosigned for this node last; empty before the first */
    private record Seen(String text, @Nullable Reason problem) {}

    private record Signed(LogRow log, Checkpoints.Stored newest) {}

    /**
     * What is known of one witness of one log.
     *
     * @param size of the newest checkpoint it cosigned; 0 before the first
     * @param at when it did; null before
     * @param problem why it did not cosign when this node asked last; null when it did, or was not asked yet
     */
    public record State(
            Witness witness,
            long size,
            @Nullable Instant at,
            @Nullable Reason problem) {}

    /** @param quorum how many must have cosigned, between 1 and all of them */
    public WitnessRounds(DataSource database, Clock clock, List<Witness> witnesses, int quorum, WitnessClient client) {
        this.database = database;
        this.clock = clock;
        this.witnesses = List.copyOf(witnesses);
        this.quorum = quorum;
        this.client = client;
        this.executor = Executors.newFixedThreadPool(Math.max(1, witnesses.size()), WitnessRounds::thread);
    }

    public boolean isConfigured() {
        return !witnesses.isEmpty();
    }

    /**
     * Asks every witness about every log that grew since it cosigned for this node. The first round asks about all.
     *
     * @param patience for the whole round; what is not done then waits for the next
     * @return logs a witness contradicts, each time
     * @throws SQLException when the database does not answer; the next call goes on
     */
    public List<Alarm> round(Duration patience) throws SQLException {
        if (witnesses.isEmpty()) {
            return List.of();
        }
        List<Signed> logs = read();
        List<Callable<Boolean>> work = new ArrayList<>();
        witnesses.forEach(witness -> work.add(() -> visit(witness, logs)));
        try {
            for (Future<Boolean> visit : executor.invokeAll(work, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                await(visit);
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        logs.forEach(this::count);
        return logs.stream()
                .flatMap(signed -> Optional.ofNullable(forked.get(signed.log().origin())).stream())
                .toList();
    }

    /** Since when each log that grew has gone without its quorum, by origin, where that is longer than tolerated. */
    public Optional<Instant> lagsSince(String origin) {
        return Optional.ofNullable(behind.get(origin))
                .filter(since -> !since.plus(TOLERATED).isAfter(clock.instant()));
    }

    /** What the database says of a log's witnesses, and what this node heard from them. */
    public List<State> states(String realm, Tier tier) throws IOException {
        if (witnesses.isEmpty()) {
            return List.of();
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            Optional<LogRow> log = LogRow.find(connection, realm, tier);
            return log.isPresent() ? states(log.get(), Cosignatures.last(connection, log.get())) : List.of();
        } catch (SQLException ex) {
            throw new IOException("The audit trail cannot be read now", ex);
        }
    }

    private List<State> states(LogRow log, Map<String, Cosignatures.Last> last) {
        List<State> states = new ArrayList<>();
        for (Witness witness : witnesses) {
            Cosignatures.Last known = last.get(witness.key().toString());
            Seen heard = seen.get(new Place(log.origin(), witness));
            states.add(new State(
                    witness,
                    known == null ? 0 : known.size(),
                    known == null ? null : known.at(),
                    heard == null ? null : heard.problem()));
        }
        return states;
    }

    private List<Signed> read() throws SQLException {
        List<Signed> signed = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            for (LogRow log : LogRow.all(connection)) {
                newest(connection, log).ifPresent(newest -> signed.add(new Signed(log, newest)));
            }
        }
        return signed;
    }

    /** Only what the log's own key signed is worth a witness's time. */
    private static Optional<Checkpoints.Stored> newest(Connection connection, LogRow log) throws SQLException {
        Optional<VerificationKey> key = LogKeys.find(connection, log.origin());
        return Checkpoints.newest(connection, log)
                .filter(stored -> key.flatMap(own -> Checkpoint.verified(stored.note(), own))
                        .isPresent());
    }

    private boolean visit(Witness witness, List<Signed> logs) throws SQLException {
        for (Signed signed : logs) {
            Place place = new Place(signed.log().origin(), witness);
            Seen last = seen.get(place);
            if (last != null && last.text().equals(signed.newest().note().text())) {
                continue;
            }
            @Nullable Reason problem = new Visit(place, signed).run();
            if (problem == Reason.AWAY) {
                return false; // one that keeps us waiting does so once a round
            }
        }
        return true;
    }

    /** One log is taken to one witness. */
    private final class Visit {

        private final Place place;
        private Signed signed;

        /** What it is proved from, and whether the witness itself said so. */
        private long from;

        private boolean isItsWord;

        Visit(Place place, Signed signed) throws SQLException {
            this.place = place;
            this.signed = signed;
            try (Connection connection = database.getConnection()) {
                Cosignatures.Last last = Cosignatures.last(connection, signed.log())
                        .get(place.witness().key().toString());
                from = last == null || last.size() > signed.newest().size() ? 0 : last.size();
            }
        }

        /** @return why there is no cosignature; null when there is */
        @Nullable
        Reason run() throws SQLException {
            for (int i = 0; i < QUESTIONS; i++) {
                Optional<List<byte[]>> proof = proof();
                if (proof.isEmpty()) {
                    return from < signed.log().beginning().index() ? tell(Reason.TOO_OLD) : contradicted(other());
                }
                WitnessAnswer answer = client.ask(
                        place.witness(), from, proof.get(), signed.newest().note());
                if (answer instanceof WitnessAnswer.Cosigned cosigned) {
                    return keep(cosigned.cosignature());
                } else if (answer instanceof WitnessAnswer.Nothing nothing) {
                    return tell(nothing.reason());
                } else if (answer instanceof WitnessAnswer.Knows known && !goesOnFrom(known.size())) {
                    return tell(Reason.UNUSABLE);
                } else if (answer instanceof WitnessAnswer.Contradicts && isItsWord) {
                    return contradicted(other());
                } else if (answer instanceof WitnessAnswer.Contradicts) {
                    from = 0; // to hear from it what it knows
                }
            }
            return tell(Reason.UNUSABLE);
        }

        private boolean goesOnFrom(long size) throws SQLException {
            if (size == from && size == signed.newest().size()) {
                contradicted(other());
                return false;
            }
            from = size;
            isItsWord = true;
            return size <= signed.newest().size() || isGrown(size);
        }

        /** Another node may have been there with a newer one; nobody has been there with more than there is. */
        private boolean isGrown(long size) throws SQLException {
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(true);
                Optional<LogRow> log = LogRow.find(
                        connection, signed.log().realm(), signed.log().tier());
                if (log.isEmpty() || !log.get().origin().equals(place.origin())) {
                    return false; // the publisher sees that for itself
                } else if (log.get().size() < size) {
                    contradicted("has " + log.get().size() + " entries in the database, but the witness "
                            + place.witness().name() + " has cosigned " + size);
                    return false;
                }
                Optional<Checkpoints.Stored> now = newest(connection, log.get());
                now.ifPresent(newest -> signed = new Signed(log.get(), newest));
                return now.isPresent() && now.get().size() >= size;
            }
        }

        private Optional<List<byte[]>> proof() throws SQLException {
            if (from == 0 || from == signed.newest().size()) {
                return Optional.of(List.of());
            }
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(true);
                StoredTiles tiles = new StoredTiles(connection, signed.log());
                return Optional.of(new TileTree(tiles, signed.newest().size()).consistency(from));
            } catch (IOException ex) {
                if (ex.getCause() instanceof SQLException away) {
                    throw away;
                }
                return Optional.empty();
            }
        }

        private @Nullable Reason keep(Cosignature cosignature) throws SQLException {
            try (Connection connection = database.getConnection()) {
                Cosignatures.keep(connection, signed.log(), signed.newest(), cosignature);
            }
            seen.put(place, new Seen(signed.newest().note().text(), null));
            return null;
        }

        private Reason tell(Reason reason) {
            Seen last = seen.put(place, new Seen("", reason));
            if (last == null || last.problem() != reason) {
                LOG.warn(
                        "The witness {} does not cosign {}: {}", place.witness().name(), place.origin(), reason);
            }
            return reason;
        }

        private String other() {
            return "has other entries in the database than the " + from + " that the witness "
                    + place.witness().name() + " has cosigned";
        }

        private Reason contradicted(String contradiction) {
            forked.put(place.origin(), LogPublication.forked(signed.log(), contradiction));
            seen.put(place, new Seen("", Reason.UNUSABLE));
            return Reason.UNUSABLE;
        }
    }

    private void count(Signed signed) {
        String text = signed.newest().note().text();
        String origin = signed.log().origin();
        long cosigned = witnesses.stream()
                .filter(witness ->
                        isNow(new Place(origin, witness), signed.newest().size(), text))
                .count();
        if (cosigned >= quorum) {
            late.remove(origin);
            if (behind.remove(origin) != null) {
                LOG.info("{} witnesses cosign {} again", cosigned, origin);
            }
        } else {
            behind.putIfAbsent(origin, clock.instant());
            if (lagsSince(origin).isPresent() && late.add(origin)) {
                LOG.error(
                        "{} has grown for more than {} minutes without the quorum of its witnesses: {} of {} cosign",
                        origin,
                        TOLERATED.toMinutes(),
                        cosigned,
                        quorum);
            }
        }
    }

    /** At least as far as the round began with: it may have been a newer one that was taken there. */
    private boolean isNow(Place place, long size, String text) {
        Seen last = seen.get(place);
        return last != null && (last.text().equals(text) || sizeOf(last.text()) > size);
    }

    private static long sizeOf(String text) {
        String[] lines = text.split("\n", 3);
        return lines.length < 3 ? 0 : Long.parseLong(lines[1]);
    }

    private static void await(Future<Boolean> visit) throws SQLException, InterruptedException {
        try {
            if (!visit.isCancelled()) {
                visit.get();
            }
        } catch (ExecutionException ex) {
            if (ex.getCause() instanceof SQLException away) {
                throw away;
            }
            LOG.error("A witness could not be asked", ex.getCause());
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "audit-witness");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
