package org.gatehouse.server.console.door;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.tokens.LiveFamilies;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Whether somebody may still be told what they began to be told: their sign-in, and their right, may have ended since. */
@Component
public class ConsoleSession {

    private final LiveFamilies families;
    private final ConsoleViewer viewers;

    ConsoleSession(LiveFamilies families, ConsoleViewer viewers) {
        this.families = families;
        this.viewers = viewers;
    }

    /**
     * The console's grant in this browser, to be asked about later.
     *
     * @throws ResponseStatusException 403 when there is none
     */
    public static UUID grant(HttpServletRequest request) {
        return SignedIn.current()
                .flatMap(person -> ConsoleGrant.find(request, person))
                .map(ConsoleGrant::family)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }

    public boolean goesOn(Actor viewer, UUID grant, Permission permission) {
        return families.contains(viewer.realm(), grant) && viewers.isStill(viewer, permission);
    }
}
