package org.gatehouse.server.account;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.server.authorization.GivenConsent;
import org.gatehouse.server.authorization.OwnConsents;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The apps a person has allowed something, and taking that back. */
@Controller
@RequestMapping("/realms/{realm}/account/consents")
class ConsentsController {

    private final OwnConsents consents;

    ConsentsController(OwnConsents consents) {
        this.consents = consents;
    }

    /** What the page shows of one app. */
    record Row(String client, String app, Collection<String> scopes, Instant since) {}

    @GetMapping
    String page(@RequestParam(required = false) @Nullable String revoked, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        model.addAttribute("realm", realm);
        model.addAttribute("revoked", revoked != null);
        model.addAttribute("consents", rows(realm));
        return "account/consents";
    }

    /** What was not allowed, or is taken back already, is answered as if it had never been. */
    @PostMapping("/revoke")
    String revoke(@RequestParam String client) {
        Realm realm = CurrentRequest.currentRealm();
        boolean done = consents.revoke(realm, AccountController.person(), client);
        return "redirect:/realms/" + realm.name() + "/account/consents" + (done ? "?revoked" : "");
    }

    private List<Row> rows(Realm realm) {
        return consents.of(realm, AccountController.person()).stream()
                .map(consent -> row(realm, consent))
                .toList();
    }

    private static Row row(Realm realm, GivenConsent consent) {
        String app = realm.findClient(consent.clientId())
                .map(ClientDefinition::displayName)
                .orElse(consent.clientId());
        return new Row(consent.clientId(), app, consent.scopes(), consent.grantedAt());
    }
}
