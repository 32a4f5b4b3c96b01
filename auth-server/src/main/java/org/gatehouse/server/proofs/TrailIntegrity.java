package org.gatehouse.server.proofs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.audit.anchor.Anchor;
import org.gatehouse.audit.anchor.Anchors;
import org.gatehouse.audit.note.Checkpoint;
import org.gatehouse.audit.publish.Alarm;
import org.gatehouse.audit.publish.LogState;
import org.gatehouse.audit.publish.TrailProofs;
import org.gatehouse.audit.publish.WitnessRounds;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What proves a realm's logs at present: their newest checkpoints and what is kept of them elsewhere. */
@Component
public class TrailIntegrity {

    private static final Logger LOG = LoggerFactory.getLogger(TrailIntegrity.class);

    private final TrailProofs proofs;
    private final Anchors anchors;
    private final WatchedSink sink;
    private final WitnessRounds rounds;
    private final TrailAlarms alarms;

    TrailIntegrity(TrailProofs proofs, Anchors anchors, WatchedSink sink, WitnessRounds rounds, TrailAlarms alarms) {
        this.proofs = proofs;
        this.anchors = anchors;
        this.sink = sink;
        this.rounds = rounds;
        this.alarms = alarms;
    }

    /** The realm's logs; reads a row of each, and no entry. */
    public List<LogIntegrity> logs(Actor actor) {
        actor.require(Permission.AUDIT_READ);
        String realm = actor.realm().name();
        Map<String, Alarm> wrong = alarms.of(realm);
        try {
            List<LogIntegrity> logs = new ArrayList<>();
            for (LogState state : proofs.logs(realm)) {
                logs.add(of(state, wrong.get(state.name())));
            }
            return logs;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex); // its cause says that the database is away
        }
    }

    /** Whether checkpoints are also sent to an archive. */
    public boolean hasArchive() {
        return sink.isConfigured();
    }

    private LogIntegrity of(LogState state, @Nullable Alarm alarm) throws IOException {
        return new LogIntegrity(
                state,
                outside(state).orElse(null),
                sink.last(state.origin())
                        .map(answer -> new LogIntegrity.Archive(answer.at(), answer.size(), answer.taken()))
                        .orElse(null),
                rounds.states(state.realm(), state.tier()),
                rounds.lagsSince(state.origin()).orElse(null),
                alarm);
    }

    private Optional<LogIntegrity.Outside> outside(LogState state) {
        try {
            return anchors.find(state.name())
                    .map(Anchor::checkpoint)
                    .map(kept -> new LogIntegrity.Outside(kept.size(), isSame(kept, state)));
        } catch (IOException ex) {
            LOG.error("The checkpoint kept of {} cannot be read", state.name(), ex);
            return Optional.of(new LogIntegrity.Outside(0, false));
        }
    }

    private static boolean isSame(Checkpoint kept, LogState state) {
        Optional<Checkpoint> newest = state.newest().flatMap(LogState.Signed::checkpoint);
        boolean contradicts = newest.filter(signed -> signed.size() == kept.size())
                .filter(signed -> !signed.equals(kept))
                .isPresent();
        return kept.origin().equals(state.origin()) && kept.size() <= state.size() && !contradicts;
    }
}
