package org.gatehouse.server.console.people;

import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.administration.ReportedSignIns;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.Refusals;
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

/** Sign-ins people say were not them, until somebody has looked into each. */
@Controller
@RequestMapping("/console/realms/{realm}/reported")
class ReportedSignInsPage {

    private final ReportedSignIns reported;

    ReportedSignInsPage(ReportedSignIns reported) {
        this.reported = reported;
    }

    /** @param own whether it is the viewer's, who does not close it */
    record Row(ReportedSignIns.Case reported, boolean own) {}

    @GetMapping
    String list(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @RequestParam(defaultValue = "") String done,
            Model model) {
        ConsoleViewer.require(viewer, Permission.USERS_READ);
        model.addAttribute(
                "cases",
                reported.open(viewer).stream()
                        .map(open -> new Row(open, viewer.isSelf(open.account())))
                        .toList());
        model.addAttribute("done", done.equals("case-closed") ? done : null);
        return "console/reported";
    }

    /** Of an account without a case by now: answered as if it had just been closed. */
    @AfterFreshSignIn
    @PostMapping("/{id}/close")
    String close(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable UUID id, Model model) {
        FormErrors errors = Refusals.attempt(() -> reported.close(viewer, id));
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return list(viewer, "", model);
        }
        return "redirect:" + ConsoleFrame.base(viewer) + "/reported?done=case-closed";
    }
}
