package org.gatehouse.server.console.clients;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.ClientKind;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.clients.GeneratedSecret;
import org.gatehouse.server.configuration.ClientAdministration;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The clients of the realm's definition: the list, and a form for one more. */
@Controller
@RequestMapping("/console/realms/{realm}/clients")
class ClientsPage {

    private static final int PAGE_SIZE = 50;
    private static final int LONGEST_SEARCH = 100;

    private final ClientAdministration clients;
    private final ClientPage one;
    private final KeptForms forms;

    ClientsPage(ClientAdministration clients, ClientPage one, KeptForms forms) {
        this.clients = clients;
        this.one = one;
        this.forms = forms;
    }

    @GetMapping
    String list(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "") String done,
            Model model) {
        ConsoleViewer.require(viewer, Permission.CLIENTS_READ);
        String text = q.length() > LONGEST_SEARCH ? q.substring(0, LONGEST_SEARCH) : q;
        List<ClientDefinition> found = clients.page(viewer, after, text.strip(), PAGE_SIZE + 1);
        boolean more = found.size() > PAGE_SIZE;
        List<ClientDefinition> shown = more ? found.subList(0, PAGE_SIZE) : found;
        model.addAttribute("clients", shown);
        model.addAttribute("next", more ? shown.get(PAGE_SIZE - 1).id() : null);
        model.addAttribute("q", text);
        model.addAttribute("done", done.equals("deleted") ? done : null);
        return "console/clients";
    }

    @GetMapping("/new")
    String form(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, HttpServletRequest request, Model model) {
        return form(viewer, ClientForm.of(forms.take(request)), model);
    }

    /** Shows the secret it was given in the answer, and never again. */
    @AfterFreshSignIn(
            keeps = {"id", "kind", "displayName", "redirectUris", "postLogoutRedirectUris", "scopes", "consent"})
    @PostMapping("/new")
    String create(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @ModelAttribute("form") ClientForm form, Model model) {
        ConsoleViewer.require(viewer, Permission.CLIENTS_WRITE);
        ClientDefinition[] made = new ClientDefinition[1];
        @Nullable GeneratedSecret[] secret = new GeneratedSecret[1];
        FormErrors errors = Refusals.attempt(() -> {
            var created = clients.create(viewer, form.made());
            made[0] = created.client();
            secret[0] = created.secret();
        });
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return form(viewer, form, model);
        }
        return secret[0] == null
                ? "redirect:" + ConsoleFrame.base(viewer) + "/clients/" + made[0].id() + "?done=created"
                : one.withSecret(viewer, made[0].id(), secret[0], model);
    }

    private static String form(Actor viewer, ClientForm form, Model model) {
        ConsoleViewer.require(viewer, Permission.CLIENTS_WRITE);
        model.addAttribute("form", form);
        model.addAttribute(
                "kinds",
                Arrays.stream(ClientKind.values()).map(ClientKind::code).toList());
        return "console/client-new";
    }
}
