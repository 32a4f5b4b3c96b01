package org.gatehouse.server.console.people;

import java.util.List;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.rights.Actor;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** What the script of the list asks while somebody types; without it the form searches as ever. */
@Controller
class ProposedPeopleController {

    private final ProposedPeople proposed;

    ProposedPeopleController(ProposedPeople proposed) {
        this.proposed = proposed;
    }

    @GetMapping("/console/realms/{realm}/accounts/proposed")
    ResponseEntity<List<ProposedPeople.Proposal>> of(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @RequestParam(defaultValue = "") String q) {
        ConsoleViewer.require(viewer, Permission.USERS_READ);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .body(inTime(viewer, q));
    }

    /** Whoever types on is better off with nobody than with an error. */
    private List<ProposedPeople.Proposal> inTime(Actor viewer, String q) {
        try {
            return proposed.of(viewer.realm(), q);
        } catch (QueryTimeoutException | TransactionTimedOutException ex) {
            return List.of();
        }
    }
}
