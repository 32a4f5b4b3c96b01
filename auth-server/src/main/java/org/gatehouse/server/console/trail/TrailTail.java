package org.gatehouse.server.console.trail;

import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.server.rights.Actor;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/** Somebody who wants to know when there is more: told how many, never what, so that every entry is read by a page. */
final class TrailTail {

    private final SseEmitter out;
    private final Actor viewer;
    private final UUID grant;
    private final TrailFilter filter;
    private final Instant end;
    private long size;
    private int told;
    private Instant heard;

    /**
     * @param grant see {@link org.gatehouse.server.console.ConsoleSession}
     * @param filter of what is new
     * @param size of the realm's trail as it is known
     * @param end when it is over in any case
     */
    TrailTail(SseEmitter out, Actor viewer, UUID grant, TrailFilter filter, long size, Instant now, Instant end) {
        this.out = out;
        this.viewer = viewer;
        this.grant = grant;
        this.filter = filter;
        this.size = size;
        this.heard = now;
        this.end = end;
    }

    SseEmitter out() {
        return out;
    }

    Actor viewer() {
        return viewer;
    }

    UUID grant() {
        return grant;
    }

    TrailFilter filter() {
        return filter;
    }

    boolean isOver(Instant now) {
        return !now.isBefore(end);
    }

    /** Whether the trail has grown since this was asked last. */
    boolean hasGrown(long now) {
        boolean grown = now != size;
        size = now;
        return grown;
    }

    /** How many are new by now. */
    void tell(int entries, Instant now) throws IOException {
        if (entries != told) {
            told = entries;
            send(SseEmitter.event().name("new").data(String.valueOf(entries)), now);
        }
    }

    /** Whether nothing was said for long. */
    boolean isSilent(Instant now) {
        return !now.isBefore(heard.plus(TrailTails.HEARTBEAT));
    }

    /** That we are still there. */
    void beat(Instant now) throws IOException {
        send(SseEmitter.event().comment("still here"), now);
    }

    /** That it is over, so that the browser does not ask again by itself. */
    void finish() {
        try {
            out.send(SseEmitter.event().name("end").data("over"));
        } catch (IOException | IllegalStateException ex) {
            // whoever asked is gone already
        }
        out.complete();
    }

    private void send(SseEventBuilder event, Instant now) throws IOException {
        out.send(event);
        heard = now;
    }
}
