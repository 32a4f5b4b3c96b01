package org.gatehouse.server.console.groups;

import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.groups.Groups;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.web.FormErrors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The groups of a realm as a tree, and a form for one more. */
@Controller
@RequestMapping("/console/realms/{realm}/groups")
class GroupsPage {

    private final Groups groups;

    GroupsPage(Groups groups) {
        this.groups = groups;
    }

    @GetMapping
    String list(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @RequestParam(defaultValue = "") String done,
            Model model) {
        model.addAttribute("done", done.equals("deleted") ? "group-deleted" : null);
        return page(viewer, GroupForm.EMPTY, model);
    }

    @PostMapping
    String create(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @ModelAttribute("form") GroupForm form, Model model) {
        UUID[] made = new UUID[1];
        FormErrors errors = Refusals.attempt(
                () -> made[0] = groups.create(viewer, form.group()).id());
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return page(viewer, form, model);
        }
        return "redirect:" + ConsoleFrame.base(viewer) + "/groups/" + made[0] + "?done=group-created";
    }

    private String page(Actor viewer, GroupForm form, Model model) {
        ConsoleViewer.require(viewer, Permission.GROUPS_READ);
        model.addAttribute("groups", groups.all(viewer.realm()));
        model.addAttribute("form", form);
        return "console/groups";
    }
}
