package org.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.gatehouse.audit.note.Checkpoint;
import org.gatehouse.audit.note.VerificationKey;
import org.gatehouse.audit.publish.LogState;
import org.gatehouse.audit.verify.Fault;
import org.gatehouse.server.proofs.LogIntegrity;
import org.gatehouse.server.proofs.TrailCheck;
import org.gatehouse.server.proofs.TrailChecks;
import org.gatehouse.server.proofs.TrailIntegrity;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /audit/integrity}: what proves the realm's logs now, and verifying them. */
@RestController
@RequestMapping("/api/realms/{realm}/audit/integrity")
class IntegrityApi {

    private final TrailIntegrity integrity;
    private final TrailChecks checks;

    IntegrityApi(TrailIntegrity integrity, TrailChecks checks) {
        this.integrity = integrity;
        this.checks = checks;
    }

    record SignedJson(Instant at, long size, String root) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LogJson(
            String tier,
            String origin,
            long firstIndex,
            long size,
            boolean sound,
            @Nullable String problem,
            @Nullable SignedJson signed,
            @Nullable String key,
            List<String> witnesses,
            @Nullable Long keptOutside) {

        static LogJson of(LogIntegrity log) {
            LogState state = log.state();
            return new LogJson(
                    state.tier().name(),
                    state.origin(),
                    state.firstIndex(),
                    state.size(),
                    log.isSound(),
                    log.alarm() == null ? null : log.alarm().what(),
                    state.newest().flatMap(LogJson::signed).orElse(null),
                    state.key().map(VerificationKey::toString).orElse(null),
                    state.witnesses(),
                    log.outside() == null ? null : Long.valueOf(log.outside().size()));
        }

        private static Optional<SignedJson> signed(LogState.Signed newest) {
            return newest.checkpoint()
                    .map(checkpoint -> new SignedJson(newest.at(), checkpoint.size(), root(checkpoint)));
        }

        private static String root(Checkpoint checkpoint) {
            return Base64.getEncoder().encodeToString(checkpoint.root());
        }
    }

    record RunningJson(Instant startedAt, long entries, long total) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LastJson(
            Instant endedAt,
            @Nullable Long entries,
            boolean intact,
            List<Fault> faults,
            @Nullable String entry) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CheckJson(
            @Nullable RunningJson running, @Nullable LastJson last) {

        static CheckJson of(TrailCheck check) {
            TrailCheck.Running running = check.running();
            TrailCheck.Last last = check.last();
            return new CheckJson(
                    running == null ? null : new RunningJson(running.startedAt(), running.entries(), running.total()),
                    last == null
                            ? null
                            : new LastJson(
                                    last.endedAt(), last.entries(), last.isIntact(), last.faults(), last.entry()));
        }
    }

    record IntegrityJson(List<LogJson> logs, CheckJson verification) {}

    @GetMapping
    IntegrityJson view(@RequestAttribute(CallerFilter.ACTOR) Actor actor) {
        return new IntegrityJson(
                integrity.logs(actor).stream().map(LogJson::of).toList(), CheckJson.of(checks.of(actor)));
    }

    /** Always 202: it begins, or has begun already. */
    @PostMapping("/verify")
    ResponseEntity<CheckJson> verify(@RequestAttribute(CallerFilter.ACTOR) Actor actor) {
        checks.begin(actor);
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(CheckJson.of(checks.of(actor)));
    }
}
