package org.gatehouse.server.account;

import java.util.Locale;
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

    @GetMapping
    String page(@RequestParam(required = false) @Nullable String revoked, Locale language, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        model.addAttribute("realm", realm);
        model.addAttribute("revoked", revoked != null);
        model.addAttribute("apps", consents.apps(realm, AccountController.person(), language));
        return "account/consents";
    }

    /** What was not allowed, or is taken back already, is answered as if it had never been. */
    @PostMapping("/revoke")
    String revoke(@RequestParam String client) {
        Realm realm = CurrentRequest.currentRealm();
        boolean done = consents.revoke(realm, AccountController.person(), client);
        return "redirect:/realms/" + realm.name() + "/account/consents" + (done ? "?revoked" : "");
    }
}
