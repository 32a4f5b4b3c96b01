package org.gatehouse.server.federation.accounts;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.Linking;
import org.gatehouse.server.federation.Connections;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.web.FormErrors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The companies a person has connected to their account: the list, and removing. */
@Controller
@RequestMapping("/realms/{realm}/account/companies")
class CompaniesController {

    private static final Set<String> DONE = Set.of("added", "removed");

    private final OwnLinks links;
    private final AddTickets tickets;

    CompaniesController(OwnLinks links, AddTickets tickets) {
        this.links = links;
        this.tickets = tickets;
    }

    /** What the page shows of one link. */
    record Row(String title, FederatedIdentity link) {}

    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String done,
            @RequestParam(defaultValue = "") String refused,
            HttpServletRequest request,
            Model model) {
        Realm realm = CurrentRequest.currentRealm();
        if (!refused.isEmpty()) {
            model.addAttribute(FormErrors.MODEL_NAME, FormErrors.of(RefusedArrival.message(refused)));
        }
        List<FederatedIdentity> all = links.of(realm, person());
        model.addAttribute("realm", realm);
        model.addAttribute(
                "companies", all.stream().map(link -> row(realm, link)).toList());
        model.addAttribute("onlyWayIn", links.isOnlyWayIn(realm, person()));
        model.addAttribute("offered", offered(realm, all));
        model.addAttribute("ticket", tickets.issue(request));
        model.addAttribute("done", DONE.contains(done) ? done : null);
        return "federation/companies";
    }

    @AfterFreshSignIn
    @GetMapping("/{id}/remove")
    String removePage(@PathVariable UUID id, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        FederatedIdentity link =
                links.find(realm, person(), id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("realm", realm);
        model.addAttribute("link", link);
        model.addAttribute("company", ConnectStepController.name(realm, link.connection()));
        model.addAttribute("onlyWayIn", links.isOnlyWayIn(realm, person()));
        return "federation/remove";
    }

    /** What is gone already is answered as if it went now. */
    @AfterFreshSignIn
    @PostMapping("/{id}/remove")
    String remove(@PathVariable UUID id, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        if (!links.remove(realm, person(), id)) {
            model.addAttribute(FormErrors.MODEL_NAME, FormErrors.of("companies.only-way-in"));
            return removePage(id, model);
        }
        return "redirect:/realms/" + realm.name() + "/account/companies?done=removed";
    }

    /** Not those where they have connected somebody already: of a provider with many tenants, another may be a second one. */
    private static List<Connection> offered(Realm realm, List<FederatedIdentity> linked) {
        return Connections.of(realm).stream()
                .filter(connection -> connection.linking() != Linking.NEVER)
                .filter(connection ->
                        linked.stream().noneMatch(link -> link.connection().equals(connection.alias())))
                .toList();
    }

    private static Row row(Realm realm, FederatedIdentity link) {
        return new Row(ConnectStepController.name(realm, link.connection()), link);
    }

    private static SignedInAccount person() {
        return SignedIn.current().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }
}
