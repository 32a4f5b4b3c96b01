package org.gatehouse.server.console.people;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.administration.AccountException;
import org.gatehouse.server.administration.AccountSessions;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.devices.Device;
import org.gatehouse.server.devices.Devices;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.web.FormErrors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where one person is signed in, and signing them out there. */
@Controller
@RequestMapping("/console/realms/{realm}/accounts/{id}/sessions")
class AccountSessionsPage {

    private static final Set<String> DONE = Set.of("session-ended", "signed-out");

    private final AccountSessions sessions;
    private final Devices devices;

    AccountSessionsPage(AccountSessions sessions, Devices devices) {
        this.sessions = sessions;
        this.devices = devices;
    }

    /**
     * A phone, as the page tells it.
     *
     * @param application what the app on it is called
     */
    record Phone(Device device, String application) {}

    @GetMapping
    String list(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String done,
            Model model) {
        ConsoleViewer.require(viewer, Permission.USERS_READ);
        try {
            AccountSessions.View view = sessions.of(viewer, id);
            model.addAttribute("sessions", view.open());
            model.addAttribute("account", view.account());
            model.addAttribute("phones", phones(viewer.realm(), id));
        } catch (AccountException ex) {
            throw Refusals.notFound();
        }
        model.addAttribute("done", DONE.contains(done) ? done : null);
        return "console/account-sessions";
    }

    private List<Phone> phones(Realm realm, UUID id) {
        return devices.of(realm, id).stream()
                .map(device -> new Phone(device, application(realm, device.clientId())))
                .toList();
    }

    private static String application(Realm realm, String client) {
        return realm.findClient(client).map(ClientDefinition::displayName).orElse(client);
    }

    /** What has ended already is answered as if it had just been ended. */
    @AfterFreshSignIn
    @PostMapping("/{reference}/end")
    String end(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @PathVariable String reference,
            Model model) {
        return act(viewer, id, "session-ended", () -> sessions.end(viewer, id, reference), model);
    }

    @AfterFreshSignIn
    @PostMapping("/end-all")
    String endAll(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable UUID id, Model model) {
        return act(viewer, id, "signed-out", () -> sessions.endAll(viewer, id), model);
    }

    private String act(Actor viewer, UUID id, String done, Runnable action, Model model) {
        FormErrors errors = Refusals.attempt(action);
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return list(viewer, id, "", model);
        }
        return "redirect:" + ConsoleFrame.base(viewer) + "/accounts/" + id + "/sessions?done=" + done;
    }
}
