package org.gatehouse.server.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.OpenSession;
import org.gatehouse.server.session.OpenSessions;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.Guesses;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where one is signed in, and signing out there. */
@Controller
@RequestMapping("/realms/{realm}/account/sessions")
class OwnSessionsController {

    private final OpenSessions sessions;
    private final OwnSignIns signIns;
    private final Guesses guesses;

    OwnSessionsController(OpenSessions sessions, OwnSignIns signIns, Guesses guesses) {
        this.sessions = sessions;
        this.signIns = signIns;
        this.guesses = guesses;
    }

    /** @param here whether it is the one the page is looked at with */
    record Row(OpenSession session, boolean here) {}

    @GetMapping
    String page(@RequestParam(required = false) @Nullable String ended, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        SignedInAccount person = AccountController.person();
        List<Row> rows = sessions.of(realm, person.account()).stream()
                .map(session -> new Row(session, session.reference().equals(person.reference())))
                .toList();
        model.addAttribute("realm", realm);
        model.addAttribute("sessions", rows);
        model.addAttribute("devices", signIns.devices(realm, person));
        model.addAttribute("others", rows.stream().anyMatch(row -> !row.here()));
        model.addAttribute("ended", ended != null);
        return "account/sessions";
    }

    @PostMapping("/{reference}/end")
    String end(@PathVariable String reference) {
        Realm realm = CurrentRequest.currentRealm();
        signIns.endSession(realm, AccountController.person(), reference);
        return "redirect:/realms/" + realm.name() + "/account/sessions?ended";
    }

    @PostMapping("/end-others")
    String endOthers(HttpServletRequest request, HttpServletResponse response) {
        Realm realm = CurrentRequest.currentRealm();
        SignedInAccount person = AccountController.person();
        guesses.staying(
                request, response, realm, person.account(), () -> signIns.endOthers(realm, person, "ended-by-person"));
        return "redirect:/realms/" + realm.name() + "/account/sessions?ended";
    }
}
