package org.gatehouse.server.account;

import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Signing a device out, and taking note of a notice. What is not the person's, or is gone already, is answered as if it
 * had never been.
 */
@Controller
@RequestMapping("/realms/{realm}/account")
class OwnSignInsController {

    private final OwnSignIns signIns;

    OwnSignInsController(OwnSignIns signIns) {
        this.signIns = signIns;
    }

    @PostMapping("/devices/{device}/sign-out")
    String signOut(@PathVariable UUID device) {
        Realm realm = CurrentRequest.currentRealm();
        boolean done = signIns.signOutDevice(realm, AccountController.person(), device);
        return home(realm) + (done ? "?signed-out" : "");
    }

    @PostMapping("/notices/{notice}/dismiss")
    String dismiss(@PathVariable UUID notice) {
        Realm realm = CurrentRequest.currentRealm();
        signIns.dismiss(realm, AccountController.person(), notice);
        return home(realm);
    }

    private static String home(Realm realm) {
        return "redirect:/realms/" + realm.name() + "/account";
    }
}
