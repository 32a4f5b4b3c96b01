package org.gatehouse.server.console.trail;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.audit.query.TrailUnreadableException;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.console.door.ConsoleSession;
import org.gatehouse.server.rights.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Everybody who follows a trail on this node: looked at together, so that what they cost does not depend on what happens. */
@Component
class TrailTails {

    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** A browser that only listens keeps nobody signed in: then somebody has to ask again. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    /** Tabs of one person. */
    static final int MOST_OF_ONE = 3;

    static final int MOST_OF_A_REALM = 50;

    static final int MOST = 200;

    /** More than this is "more". */
    static final int MOST_TOLD = 100;

    private static final Logger LOG = LoggerFactory.getLogger(TrailTails.class);

    private final Set<TrailTail> tails = ConcurrentHashMap.newKeySet();
    private final TrailReader reader;
    private final ConsoleSession sessions;
    private final Clock clock;

    TrailTails(TrailReader reader, ConsoleSession sessions, Clock clock) {
        this.reader = reader;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Empty when too many follow already. */
    synchronized Optional<SseEmitter> follow(Actor viewer, UUID grant, TrailFilter filter) {
        long ofRealm = tails.stream().filter(tail -> isOf(tail, viewer)).count();
        long ofOne = tails.stream()
                .filter(tail -> isOf(tail, viewer) && tail.viewer().key().equals(viewer.key()))
                .count();
        if (tails.size() >= MOST || ofRealm >= MOST_OF_A_REALM || ofOne >= MOST_OF_ONE) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        SseEmitter out = new SseEmitter(LONGEST.plus(HEARTBEAT).toMillis());
        long size = reader.size(viewer.realm().name());
        TrailTail tail = new TrailTail(out, viewer, grant, filter.between(now, null), size, now, now.plus(LONGEST));
        out.onCompletion(() -> tails.remove(tail));
        out.onError(ex -> tails.remove(tail));
        out.onTimeout(out::complete);
        tails.add(tail);
        return Optional.of(out);
    }

    @Scheduled(initialDelayString = "PT2S", fixedDelayString = "PT2S")
    void look() {
        Map<String, Long> sizes = new HashMap<>();
        for (TrailTail tail : tails) {
            try {
                look(tail, sizes);
            } catch (IOException | IllegalStateException ex) {
                tails.remove(tail); // the browser has gone
            } catch (TrailUnreadableException | DataAccessException | TransactionException ex) {
                LOG.debug("Whoever follows a trail is told when the database is back: {}", ex.getMessage());
                return;
            }
        }
    }

    /** A service that stops does not wait for those who only listen. */
    @EventListener(ContextClosedEvent.class)
    void stop() {
        tails.forEach(TrailTail::finish);
        tails.clear();
    }

    int size() {
        return tails.size();
    }

    /** Before anybody is told anything, and now and then where nothing happens, it is asked whether they still may. */
    private void look(TrailTail tail, Map<String, Long> sizes) throws IOException {
        Instant now = clock.instant();
        String realm = tail.viewer().realm().name();
        boolean grown = tail.hasGrown(sizes.computeIfAbsent(realm, reader::size));
        if (!grown && !tail.isSilent(now) && !tail.isOver(now)) {
            return;
        }
        if (tail.isOver(now) || !sessions.goesOn(tail.viewer(), tail.grant(), Permission.AUDIT_READ)) {
            tails.remove(tail);
            tail.finish();
            return;
        }
        if (grown) {
            int entries = reader.search(realm, tail.filter(), null, MOST_TOLD)
                    .entries()
                    .size();
            tail.tell(entries, now);
        }
        if (tail.isSilent(now)) {
            tail.beat(now);
        }
    }

    private static boolean isOf(TrailTail tail, Actor viewer) {
        return tail.viewer().realm().name().equals(viewer.realm().name());
    }
}
