package org.gatehouse.server.api;

import java.time.Instant;
import java.util.List;
import org.gatehouse.server.administration.SlowedSignIns;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.signin.SlowedTries.Slowed;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /accounts/{id}/slowed}: what somebody has to wait for because it was tried too often. */
@RestController
@RequestMapping("/api/realms/{realm}/accounts/{id}/slowed")
class SlowedApi {

    private final SlowedSignIns slowed;

    SlowedApi(SlowedSignIns slowed) {
        this.slowed = slowed;
    }

    /** @param knownBrowser whether only with a browser the person has signed in with; else with all others */
    record SlowedJson(String kind, boolean knownBrowser, Instant until) {

        static SlowedJson of(Slowed slowed) {
            return new SlowedJson(slowed.kind().code(), slowed.known(), slowed.until());
        }
    }

    record SlowedList(List<SlowedJson> items) {}

    @GetMapping
    SlowedList list(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        return new SlowedList(slowed.of(actor, Ids.parse("id", id)).stream()
                .map(SlowedJson::of)
                .toList());
    }

    @DeleteMapping
    ResponseEntity<Void> lift(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        slowed.lift(actor, Ids.parse("id", id));
        return ResponseEntity.noContent().build();
    }
}
