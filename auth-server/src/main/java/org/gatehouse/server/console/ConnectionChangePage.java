package org.gatehouse.server.console;

import java.util.Objects;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.Linking;
import org.gatehouse.server.configuration.ConnectionAdministration;
import org.gatehouse.server.configuration.ConnectionException;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Changing a connection, and removing it. */
@Controller
@RequestMapping("/console/realms/{realm}/connections/{alias}")
class ConnectionChangePage {

    private static final String VIEW = "console/connection-edit";
    private static final String FORM = "form";

    private final ConnectionAdministration connections;

    ConnectionChangePage(ConnectionAdministration connections) {
        this.connections = connections;
    }

    @GetMapping("/edit")
    String view(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable("alias") String alias, Model model) {
        ConsoleViewer.require(viewer, Permission.REALM_WRITE);
        return page(model, connection(viewer, alias), null);
    }

    /** Shows what it would change, before and after; a POST, so that what is typed is in no address. */
    @PostMapping("/edit/preview")
    String preview(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable("alias") String alias,
            @ModelAttribute(FORM) ConnectionForm form,
            Model model) {
        ConsoleViewer.require(viewer, Permission.REALM_WRITE);
        Connection connection = connection(viewer, alias);
        FormErrors errors = form.errors();
        if (!errors.any()) {
            errors = ConnectionRefusals.attempt(() -> model.addAttribute(
                    "preview", connections.preview(viewer, form.over(connection), form.secretOrNull())));
        }
        model.addAttribute(FormErrors.MODEL_NAME, errors);
        return page(model, connection, form.withoutSecret());
    }

    @AfterFreshSignIn
    @PostMapping("/edit")
    String change(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable("alias") String alias,
            @ModelAttribute(FORM) ConnectionForm form,
            Model model) {
        ConsoleViewer.require(viewer, Permission.REALM_WRITE);
        Connection connection = connection(viewer, alias);
        FormErrors errors = form.errors();
        if (!errors.any()) {
            errors = ConnectionRefusals.attempt(() -> connections.replace(
                    viewer,
                    alias,
                    Objects.requireNonNullElse(form.state(), ""),
                    form.over(connection),
                    form.secretOrNull()));
        }
        model.addAttribute(FormErrors.MODEL_NAME, errors);
        return errors.any()
                ? page(model, connection, form.withoutSecret())
                : home(viewer, "/" + alias + "?done=changed");
    }

    @AfterFreshSignIn
    @PostMapping("/remove")
    String remove(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable("alias") String alias,
            @RequestParam(name = "state", defaultValue = "") String state,
            @RequestParam(name = "sure", defaultValue = "false") boolean sure,
            Model model) {
        ConsoleViewer.require(viewer, Permission.REALM_WRITE);
        Connection connection = connection(viewer, alias);
        FormErrors errors = sure
                ? ConnectionRefusals.attempt(() -> connections.delete(viewer, alias, state))
                : FormErrors.on("sure", "console.connections.remove.sure.missing");
        model.addAttribute(FormErrors.MODEL_NAME, errors);
        return errors.any() ? page(model, connection, null) : home(viewer, "?done=removed");
    }

    private static String page(Model model, Connection connection, @Nullable ConnectionForm typed) {
        model.addAttribute("connection", connection);
        model.addAttribute("state", ConnectionAdministration.state(connection));
        model.addAttribute("linkings", Linking.values());
        model.addAttribute(FORM, typed == null ? ConnectionForm.of(connection) : typed);
        return VIEW;
    }

    private static String home(Actor viewer, String rest) {
        return "redirect:/console/realms/" + viewer.realm().name() + "/connections" + rest;
    }

    private Connection connection(Actor viewer, String alias) {
        try {
            return connections.get(viewer, alias);
        } catch (ConnectionException ex) {
            throw Refusals.notFound();
        }
    }
}
