package org.gatehouse.server.console.trail;

import java.util.List;
import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.trailviews.AlertPace;
import org.gatehouse.server.trailviews.TrailView;
import org.gatehouse.server.trailviews.TrailViewException;
import org.gatehouse.server.trailviews.TrailViews;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Questions of the trail that people keep: a form for what is being asked, and the list to do away with some. */
@Controller
@RequestMapping("/console/realms/{realm}/audit/views")
class TrailViewsPage {

    private final TrailViews views;
    private final TrailPeople people;

    TrailViewsPage(TrailViews views, TrailPeople people) {
        this.views = views;
        this.people = people;
    }

    /** @param removable by whoever looks at it */
    record Line(TrailView view, boolean own, boolean removable) {}

    @GetMapping
    String page(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @ModelAttribute("asked") TrailSearch asked,
            Model model) {
        ConsoleViewer.require(viewer, Permission.AUDIT_READ);
        return page(viewer, asked, "", false, FormErrors.none(), model);
    }

    @PostMapping
    String keep(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @ModelAttribute("asked") TrailSearch asked,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "false") boolean shared,
            Model model) {
        ConsoleViewer.require(viewer, Permission.AUDIT_READ);
        try {
            views.keep(viewer, name, asked.query(), shared);
        } catch (TrailViewException ex) {
            FormErrors errors =
                    FormErrors.on("name", "trail.kept." + ex.reason().code());
            return page(viewer, asked, name, shared, errors, model);
        }
        return "redirect:" + ConsoleFrame.base(viewer) + "/audit/views?done=kept";
    }

    /** Where a letter leads: what was new when it was written. */
    @GetMapping("/{id}")
    String open(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        ConsoleViewer.require(viewer, Permission.AUDIT_READ);
        try {
            TrailSearch kept = TrailSearch.parse(views.get(viewer, id).query());
            TrailSearch asked = from == null && to == null ? kept : kept.between(from, to);
            return "redirect:" + ConsoleFrame.base(viewer) + "/audit" + asked.query();
        } catch (TrailViewException ex) {
            throw Refusals.notFound();
        }
    }

    /** @param pace empty for no letters */
    @PostMapping("/{id}/alert")
    String alert(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String pace,
            Model model) {
        ConsoleViewer.require(viewer, Permission.AUDIT_READ);
        if (!pace.isEmpty() && AlertPace.find(pace).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        try {
            views.alert(viewer, id, AlertPace.find(pace).orElse(null));
        } catch (TrailViewException ex) {
            if (ex.reason() == TrailViewException.Reason.NOT_FOUND) {
                throw Refusals.notFound();
            }
            FormErrors errors = FormErrors.of("trail.kept." + ex.reason().code());
            TrailSearch nothing = TrailSearch.parse("");
            model.addAttribute("asked", nothing);
            return page(viewer, nothing, "", false, errors, model);
        }
        return "redirect:" + ConsoleFrame.base(viewer) + "/audit/views?done="
                + (pace.isEmpty() ? "alert-off" : "alert-on");
    }

    @PostMapping("/{id}/remove")
    String remove(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable UUID id) {
        ConsoleViewer.require(viewer, Permission.AUDIT_READ);
        try {
            views.remove(viewer, id);
        } catch (TrailViewException ex) {
            throw Refusals.notFound();
        }
        return "redirect:" + ConsoleFrame.base(viewer) + "/audit/views?done=removed";
    }

    private String page(Actor viewer, TrailSearch asked, String name, boolean shared, FormErrors errors, Model model) {
        List<Line> lines = views.list(viewer).stream()
                .map(view -> new Line(view, viewer.isSelf(view.owner()), views.mayRemove(viewer, view)))
                .toList();
        model.addAttribute(FormErrors.MODEL_NAME, errors);
        model.addAttribute("lines", lines);
        model.addAttribute("paces", AlertPace.values());
        model.addAttribute("told", views.mayBeTold(viewer));
        model.addAttribute("name", name);
        model.addAttribute("shared", shared);
        model.addAttribute("chips", TrailBox.chips(asked, people.shown(viewer, LocaleContextHolder.getLocale())));
        model.addAttribute("hidden", asked.fields());
        return "console/audit-views";
    }
}
