package org.gatehouse.server.console.groups;

import java.util.List;
import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.GroupNames;
import org.gatehouse.server.groups.Group;
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

    private static final int PAGE_SIZE = 100;

    private final Groups groups;
    private final GroupPlaces places;

    GroupsPage(Groups groups, GroupPlaces places) {
        this.groups = groups;
        this.places = places;
    }

    @GetMapping
    String list(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @RequestParam(defaultValue = "") String done,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String after,
            Model model) {
        model.addAttribute("done", done.equals("deleted") ? "group-deleted" : null);
        return page(viewer, GroupForm.EMPTY, q, after, model);
    }

    @PostMapping
    String create(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @ModelAttribute("form") GroupForm form, Model model) {
        UUID[] made = new UUID[1];
        FormErrors errors = places.place(
                viewer,
                form,
                inside -> made[0] = groups.create(viewer, form.group(inside)).id());
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return page(viewer, form, "", "", model);
        }
        return "redirect:" + ConsoleFrame.base(viewer) + "/groups/" + made[0] + "?done=group-created";
    }

    /** @param after the whole name of the group the page before ended with */
    private String page(Actor viewer, GroupForm form, String q, String after, Model model) {
        ConsoleViewer.require(viewer, Permission.GROUPS_READ);
        List<Group> asked = groups.all(viewer.realm()).stream()
                .filter(GroupNames.called(q))
                .dropWhile(group -> !after.isEmpty() && !group.fullName().equals(after))
                .skip(after.isEmpty() ? 0 : 1)
                .limit(PAGE_SIZE + 1L)
                .toList();
        List<Group> shown = asked.stream().limit(PAGE_SIZE).toList();
        model.addAttribute("groups", shown);
        model.addAttribute(
                "next", asked.size() > PAGE_SIZE ? shown.get(PAGE_SIZE - 1).fullName() : null);
        model.addAttribute("q", q);
        model.addAttribute("places", places.proposed(viewer.realm()));
        model.addAttribute("form", form);
        return "console/groups";
    }
}
