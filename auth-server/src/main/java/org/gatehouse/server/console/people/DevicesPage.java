package org.gatehouse.server.console.people;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.administration.AccountSessions;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.devices.Device;
import org.gatehouse.server.devices.DeviceList;
import org.gatehouse.server.devices.HeldDevice;
import org.gatehouse.server.directory.AccountQuery;
import org.gatehouse.server.directory.AccountSearch;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.AccountSummary;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The phones people of a realm are signed in on, and signing them out there. */
@Controller
@RequestMapping("/console/realms/{realm}/devices")
class DevicesPage {

    private static final int PAGE_SIZE = 50;

    /** Of more people of one name nobody finds a phone: a page says so. */
    private static final int MOST_PEOPLE = 100;

    private static final Set<AccountState> USUAL = Set.of(AccountState.ACTIVE, AccountState.DISABLED);

    private final DeviceList devices;
    private final AccountSearch search;
    private final AccountSessions sessions;

    DevicesPage(DeviceList devices, AccountSearch search, AccountSessions sessions) {
        this.devices = devices;
        this.search = search;
        this.sessions = sessions;
    }

    /**
     * A phone, as the page tells it.
     *
     * @param application what the app on it is called
     */
    record Line(UUID account, String person, Device device, String application) {}

    @GetMapping
    String list(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "") String done,
            Model model) {
        ConsoleViewer.require(viewer, Permission.USERS_READ);
        List<HeldDevice> found = q.isBlank()
                ? devices.page(viewer.realm(), after, PAGE_SIZE + 1)
                : devices.page(viewer.realm(), people(viewer.realm(), q, model), after, PAGE_SIZE + 1);
        List<HeldDevice> shown = found.stream().limit(PAGE_SIZE).toList();
        boolean more = found.size() > PAGE_SIZE;
        model.addAttribute(
                "devices",
                shown.stream().map(held -> line(viewer.realm(), held)).toList());
        model.addAttribute("next", more ? shown.get(PAGE_SIZE - 1).device().id() : null);
        model.addAttribute("q", q);
        model.addAttribute("done", done.equals("signed-out"));
        return "console/devices";
    }

    /** What has ended already is answered as if it had just been ended. */
    @AfterFreshSignIn
    @PostMapping("/{account}/{device}/sign-out")
    String signOut(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID account,
            @PathVariable UUID device,
            Model model) {
        FormErrors errors = Refusals.attempt(() -> sessions.endDevice(viewer, account, device));
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return list(viewer, "", null, "", model);
        }
        return "redirect:" + ConsoleFrame.base(viewer) + "/devices?done=signed-out";
    }

    /** Those whose names begin like that, or whose whole address it is. */
    private List<UUID> people(Realm realm, String q, Model model) {
        AccountQuery query = new AccountQuery(q, USUAL, null, null, Map.of(), null, null, MOST_PEOPLE + 1);
        List<AccountSummary> found = search.find(realm, query);
        model.addAttribute("tooMany", found.size() > MOST_PEOPLE);
        return found.stream().limit(MOST_PEOPLE).map(AccountSummary::id).toList();
    }

    private static Line line(Realm realm, HeldDevice held) {
        Device device = held.device();
        String application = realm.findClient(device.clientId())
                .map(ClientDefinition::displayName)
                .orElse(device.clientId());
        return new Line(held.account(), held.name(), device, application);
    }
}
