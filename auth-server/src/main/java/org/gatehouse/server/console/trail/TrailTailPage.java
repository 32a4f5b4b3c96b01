package org.gatehouse.server.console.trail;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.door.ConsoleSession;
import org.gatehouse.server.reading.TrailReading;
import org.gatehouse.server.rights.Actor;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Says, for as long as somebody listens, how many entries there are that a search of theirs does not show yet. */
@Controller
class TrailTailPage {

    private final TrailTails tails;
    private final TrailConditions conditions;
    private final TrailReading reading;

    TrailTailPage(TrailTails tails, TrailConditions conditions, TrailReading reading) {
        this.tails = tails;
        this.conditions = conditions;
        this.reading = reading;
    }

    /** With a parameter of its own: whatever opens addresses to see what is there would wait long for the end. */
    @GetMapping(path = "/console/realms/{realm}/audit/tail", params = "follow")
    ResponseEntity<SseEmitter> tail(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @ModelAttribute("asked") TrailSearch asked,
            HttpServletRequest request) {
        ConsoleViewer.require(viewer, Permission.AUDIT_READ);
        TrailConditions.Read read = conditions.read(viewer, asked);
        if (read.errors().any()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        reading.begin(viewer);
        UUID grant = ConsoleSession.grant(request);
        SseEmitter out = tails.follow(viewer, grant, read.filter())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS));
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no") // a proxy that collects would tell it all at the end
                .body(out);
    }
}
