package org.gatehouse.server.console;

import java.util.Set;
import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.BuiltInClients;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.EffectiveRights;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.web.Explanation;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.server.ResponseStatusException;

/** The person in front of the console, with the rights they have now: nothing is remembered from an earlier page. */
@Component
public class ConsoleViewer {

    /** How the trail names the console where it names the client of an action. */
    static final String CLIENT = BuiltInClients.CONSOLE;

    private final Accounts accounts;
    private final EffectiveRights rights;

    ConsoleViewer(Accounts accounts, EffectiveRights rights) {
        this.accounts = accounts;
        this.rights = rights;
    }

    /** @throws ResponseStatusException 403 for whoever may do nothing at all in the realm */
    Actor current() {
        SignedInAccount person = SignedIn.current().orElseThrow(ConsoleViewer::forbidden);
        Realm realm = CurrentRequest.currentRealm();
        Account account =
                accounts.find(realm, person.account()).filter(Account::isActive).orElseThrow(ConsoleViewer::forbidden);
        Set<Permission> permissions = rights.permissions(realm, account.subject());
        if (permissions.isEmpty()) {
            throw forbidden();
        }
        return new Actor(
                realm, accounts.party(account), account.subject(), CLIENT, permissions, permissions, person.authTime());
    }

    /** For pages as a whole: what is missing is not worth a form, so it is the 403 page, which names it. */
    public static void require(Actor viewer, Permission permission) {
        if (!viewer.permissions().contains(permission)) {
            if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request) {
                Explanation.give(request.getRequest(), "Missing: " + permission.code());
            }
            throw forbidden();
        }
    }

    /** Whether what {@link #current} said still holds, for answers that go on after they began. */
    public boolean isStill(Actor viewer, Permission permission) {
        UUID person = viewer.account();
        return person != null
                && accounts.find(viewer.realm(), person)
                        .filter(Account::isActive)
                        .isPresent()
                && rights.permissions(viewer.realm(), person).contains(permission);
    }

    private static ResponseStatusException forbidden() {
        return new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
}
