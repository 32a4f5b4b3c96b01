package org.gatehouse.server.console.clients;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.file.ClientFiles;
import org.gatehouse.server.clients.GeneratedSecret;
import org.gatehouse.server.configuration.ClientAdministration;
import org.gatehouse.server.configuration.ClientException;
import org.gatehouse.server.configuration.SecretRotation;
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

/** One client: what it is, changing it, and its secrets, of which a new one is shown once. */
@Controller
@RequestMapping("/console/realms/{realm}/clients/{id}")
class ClientPage {

    private static final Set<String> DONE = Set.of("created", "changed", "secret-ended");

    /** Days the old secret may go on beside a new one. */
    private static final Set<String> OVERLAPS = Set.of("0", "1", "7", "30");

    private final ClientAdministration clients;
    private final SecretRotation secrets;
    private final KeptForms forms;
    private final Clock clock;

    ClientPage(ClientAdministration clients, SecretRotation secrets, KeptForms forms, Clock clock) {
        this.clients = clients;
        this.secrets = secrets;
        this.forms = forms;
        this.clock = clock;
    }

    @GetMapping
    String view(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String done,
            HttpServletRequest request,
            Model model) {
        model.addAttribute("done", DONE.contains(done) ? done : null);
        Map<String, String> kept = forms.take(request);
        return page(viewer, id, kept.isEmpty() ? null : ClientForm.of(kept), model);
    }

    /** Shows what it would change, before and after; a POST, so that what is typed is in no address. */
    @PostMapping("/preview")
    String preview(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable String id,
            @ModelAttribute("form") ClientForm form,
            Model model) {
        ClientDefinition client = client(viewer, id);
        ConsoleViewer.require(viewer, Permission.CLIENTS_WRITE);
        FormErrors errors = Refusals.attempt(() -> model.addAttribute(
                "preview", ClientDifferences.between(client, clients.preview(viewer, form.over(client)))));
        return refused(viewer, id, errors.any() ? errors : meanwhile(client, form), form, model);
    }

    /** What is shown then is what it would change of the client as it is by now. */
    private static FormErrors meanwhile(ClientDefinition client, ClientForm form) {
        boolean same = ClientAdministration.state(client).equals(form.state());
        return same ? FormErrors.none() : FormErrors.of("console.refused.stale");
    }

    @AfterFreshSignIn(keeps = {"state", "displayName", "redirectUris", "postLogoutRedirectUris", "scopes", "consent"})
    @PostMapping
    String change(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable String id,
            @ModelAttribute("form") ClientForm form,
            Model model) {
        ClientDefinition client = client(viewer, id);
        String seen = form.state() == null ? "" : form.state();
        FormErrors errors = Refusals.attempt(() -> clients.replace(viewer, id, seen, form.over(client)));
        return errors.any() ? refused(viewer, id, errors, form, model) : done(viewer, "/" + id + "?done=changed");
    }

    @AfterFreshSignIn
    @PostMapping("/delete")
    String delete(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String confirmation,
            Model model) {
        client(viewer, id);
        FormErrors errors = confirmation.equals(id)
                ? Refusals.attempt(() -> clients.delete(viewer, id, state))
                : FormErrors.on("confirmation", "clients.delete.mistyped");
        return errors.any() ? refused(viewer, id, errors, null, model) : done(viewer, "?done=deleted");
    }

    /** @param overlap days the secret in use stays good; empty leaves it until somebody ends it */
    @AfterFreshSignIn
    @PostMapping("/secrets")
    String rotate(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String overlap,
            Model model) {
        client(viewer, id);
        Duration days = OVERLAPS.contains(overlap) ? Duration.ofDays(Long.parseLong(overlap)) : null;
        @Nullable GeneratedSecret[] made = new GeneratedSecret[1];
        FormErrors errors = Refusals.attempt(() -> made[0] = secrets.add(
                viewer, id, days == null ? null : clock.instant().plus(days.isZero() ? Duration.ofMinutes(1) : days)));
        return made[0] == null ? refused(viewer, id, errors, null, model) : withSecret(viewer, id, made[0], model);
    }

    @AfterFreshSignIn
    @PostMapping("/secrets/{secret}/end")
    String end(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable String id,
            @PathVariable UUID secret,
            Model model) {
        client(viewer, id);
        FormErrors errors = Refusals.attempt(() -> secrets.remove(viewer, id, secret));
        return errors.any() ? refused(viewer, id, errors, null, model) : done(viewer, "/" + id + "?done=secret-ended");
    }

    /** The client's page with a secret that is shown this once. */
    String withSecret(Actor viewer, String id, GeneratedSecret secret, Model model) {
        model.addAttribute("newSecret", secret.value());
        return page(viewer, id, null, model);
    }

    private String refused(Actor viewer, String id, FormErrors errors, @Nullable ClientForm form, Model model) {
        model.addAttribute(FormErrors.MODEL_NAME, errors);
        return page(viewer, id, form, model);
    }

    private static String done(Actor viewer, String rest) {
        return "redirect:" + ConsoleFrame.base(viewer) + "/clients" + rest;
    }

    private String page(Actor viewer, String id, @Nullable ClientForm typed, Model model) {
        ClientDefinition client = client(viewer, id);
        model.addAttribute("client", client);
        String state = ClientAdministration.state(client);
        model.addAttribute("state", state);
        model.addAttribute("form", typed == null ? ClientForm.of(client) : typed);
        model.addAttribute("now", typed == null || state.equals(typed.state()) ? null : ClientForm.of(client));
        model.addAttribute("secrets", secrets.ofChanged(viewer, id));
        model.addAttribute("definition", ClientFiles.toJson(client).toPrettyString());
        return "console/client";
    }

    private ClientDefinition client(Actor viewer, String id) {
        ConsoleViewer.require(viewer, Permission.CLIENTS_READ);
        try {
            return clients.get(viewer, id);
        } catch (ClientException ex) {
            throw Refusals.notFound();
        }
    }
}
