package org.gatehouse.server.console.connections;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.Credential;
import org.gatehouse.realm.federation.EntraId;
import org.gatehouse.realm.federation.Linking;
import org.gatehouse.server.configuration.ConnectionAdministration;
import org.gatehouse.server.configuration.ConnectionException;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.signin.KeptForms;
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
    private final KeptForms forms;

    ConnectionChangePage(ConnectionAdministration connections, KeptForms forms) {
        this.connections = connections;
        this.forms = forms;
    }

    /** Also where the preview stands, for whoever comes back there from another language or from signing in. */
    @GetMapping("/edit")
    String view(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable("alias") String alias,
            HttpServletRequest request,
            Model model) {
        ConsoleViewer.require(viewer, Permission.REALM_WRITE);
        Map<String, String> kept = forms.take(request);
        return page(model, connection(viewer, alias), kept.isEmpty() ? null : ConnectionForm.of(kept));
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
            errors = preview(viewer, connection, form, model);
        }
        model.addAttribute(FormErrors.MODEL_NAME, errors);
        return page(model, connection, form.withoutSecret());
    }

    /** The secret is asked for beside what it changes: until then anything stands for it. */
    private FormErrors preview(Actor viewer, Connection connection, ConnectionForm form, Model model) {
        String secret = form.lacksSecret(connection) ? ConnectionForm.NOT_YET : form.secretOrNull();
        return ConnectionRefusals.attempt(
                () -> model.addAttribute("preview", connections.preview(viewer, form.over(connection), secret)));
    }

    @AfterFreshSignIn(
            keeps = {
                "state",
                "displayName",
                "clientId",
                "authMethod",
                "clientSecretExpires",
                "domains",
                "tenants",
                "roles",
                "groups",
                "guests",
                "link",
                "provision"
            })
    @PostMapping("/edit")
    String change(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable("alias") String alias,
            @ModelAttribute(FORM) ConnectionForm form,
            Model model) {
        ConsoleViewer.require(viewer, Permission.REALM_WRITE);
        Connection connection = connection(viewer, alias);
        FormErrors errors = form.errors();
        if (!errors.any() && form.lacksSecret(connection)) {
            FormErrors refused = preview(viewer, connection, form, model);
            errors = refused.any() ? refused : FormErrors.on("secret", "console.connections.secret.missing");
        } else if (!errors.any()) {
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
        model.addAttribute("methods", methods(connection));
        ConnectionForm form = typed == null ? ConnectionForm.of(connection) : typed;
        model.addAttribute(FORM, form);
        model.addAttribute("bySecret", form.isBySecret(connection));
        return VIEW;
    }

    /** Entra ID takes no key it would find at an address. */
    private static List<Credential> methods(Connection connection) {
        return Stream.of(Credential.values())
                .filter(method -> method != Credential.REALM_KEYS || !(connection.provider() instanceof EntraId))
                .toList();
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
