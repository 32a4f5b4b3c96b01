package org.gatehouse.server.console.connections;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.document.Finding;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.file.RealmFileException;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.realm.secret.SecretReference;
import org.gatehouse.server.configuration.ConnectionAdministration;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.federation.UpstreamSignIns;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.signin.KeptForms;
import org.gatehouse.server.web.FormErrors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says what to do at Microsoft, shows what a connection would change and adds it, with its secret or a certificate; or says
 * what to write into the realm file. It never reads a secret from the service's own environment for whoever names a place.
 */
@Controller
@RequestMapping("/console/realms/{realm}/connections/new/entra-id")
class EntraWizardPage {

    private static final String VIEW = "console/entra-wizard";
    private static final String FORM = "form";
    private static final String CONNECTIONS = "connections";

    private static final String SECRET = "secret";

    private static final Set<String> FIELDS =
            Set.of("alias", "displayName", "tenants", "clientId", "clientSecret", "clientSecretExpires", "domains");

    private static final String CLAIMS = """
            "optionalClaims": {
              "idToken": [
                {"name": "acct"},
                {"name": "email"},
                {"name": "xms_edov"},
                {"name": "sid"},
                {"name": "login_hint"},
                {"name": "auth_time"},
                {"name": "xms_pl"}
              ]
            }
            """;

    private final ConnectionAdministration connections;
    private final KeptForms forms;

    EntraWizardPage(ConnectionAdministration connections, KeptForms forms) {
        this.connections = connections;
        this.forms = forms;
    }

    @GetMapping
    String view(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, HttpServletRequest request, Model model) {
        ConsoleViewer.require(viewer, Permission.CLIENTS_READ);
        model.addAttribute(FORM, EntraForm.of(forms.take(request)));
        return VIEW;
    }

    /** A POST, so that what is typed is in no address: somebody may type the secret by mistake. */
    @PostMapping
    String show(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @ModelAttribute(FORM) EntraForm form, Model model) {
        ConsoleViewer.require(viewer, Permission.CLIENTS_READ);
        if (form.isSecretLiteral()) {
            model.addAttribute(FORM, form.withoutSecret());
            model.addAttribute(FormErrors.MODEL_NAME, FormErrors.on("clientSecret", "console.entra.literal"));
            return VIEW;
        }
        explain(viewer, form, model);
        return VIEW;
    }

    /** The secret is in this request and nowhere else until it is sealed. */
    @AfterFreshSignIn(
            keeps = {
                "alias",
                "displayName",
                "tenants",
                "clientId",
                "clientSecretExpires",
                "domains",
                "certificate",
                "provision"
            })
    @PostMapping("/add")
    String add(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @ModelAttribute(FORM) EntraForm form,
            @RequestParam(name = SECRET, defaultValue = "") String secret,
            Model model) {
        String given = form.isByCertificate() ? null : secret.strip();
        FormErrors errors = given != null && given.isEmpty()
                ? FormErrors.on(SECRET, "console.connections.secret.missing")
                : ConnectionRefusals.attempt(() -> connections.create(viewer, form.definitionWithoutSecret(), given));
        if (!errors.any()) {
            return "redirect:/console/realms/" + viewer.realm().name() + "/connections/" + form.alias() + "?done=added";
        }
        if (!form.isSecretLiteral()) {
            explain(viewer, form, model);
        }
        model.addAttribute(FormErrors.MODEL_NAME, errors);
        return VIEW;
    }

    private void explain(Actor viewer, EntraForm form, Model model) {
        ObjectNode file = (ObjectNode)
                JsonMapper.shared().readTree(RealmFiles.toJson(viewer.realm().definition()));
        ArrayNode all = file.path(CONNECTIONS) instanceof ArrayNode known ? known : file.putArray(CONNECTIONS);
        boolean here = form.isForHere();
        all.add(
                here && !form.isByCertificate()
                        ? form.definition()
                                .put("clientSecret", SecretReference.stored().toString())
                        : form.definition());
        try {
            addSteps(viewer.realm(), RealmFiles.fromJson(file).realm(), model);
            model.addAttribute("here", here);
        } catch (RealmFileException ex) {
            model.addAttribute(FormErrors.MODEL_NAME, errors(ex, all.size() - 1));
            return;
        }
        if (viewer.permissions().contains(Permission.REALM_WRITE)) {
            FormErrors refused = ConnectionRefusals.attempt(() -> model.addAttribute(
                    "preview",
                    connections.preview(
                            viewer,
                            form.definitionWithoutSecret(),
                            form.isByCertificate() ? null : ConnectionForm.NOT_YET)));
            model.addAttribute(FormErrors.MODEL_NAME, refused);
        }
    }

    private static void addSteps(Realm realm, RealmDefinition after, Model model) {
        List<Connection> connections = after.signIn().connections();
        int last = connections.size() - 1;
        Connection connection = connections.get(last);
        model.addAttribute("steps", connection);
        model.addAttribute("redirectUri", UpstreamSignIns.redirectUri(realm, connection));
        model.addAttribute("frontChannelUri", UpstreamSignIns.frontChannelUri(realm, connection));
        model.addAttribute("claims", CLAIMS);
        model.addAttribute("yaml", yaml(after, last));
        model.addAttribute(
                "commands",
                "./gatehouse realm plan %1$s.yaml%n./gatehouse realm apply %1$s.yaml".formatted(realm.name()));
    }

    /** By the writer of realm files, in the form people edit: JSON is YAML, and each key has its line. */
    private static String yaml(RealmDefinition realm, int place) {
        JsonNode written = JsonMapper.shared()
                .readTree(RealmFiles.toJson(realm))
                .path(CONNECTIONS)
                .path(place);
        StringBuilder text = new StringBuilder("connections:");
        written.properties()
                .forEach(entry -> text.append(text.indexOf("\n") < 0 ? "\n  - " : "\n    ")
                        .append(entry.getKey())
                        .append(": ")
                        .append(entry.getValue()));
        return text.append('\n').toString();
    }

    /** Each with its field, in the words of the realm file. */
    private static FormErrors errors(RealmFileException ex, int place) {
        FormErrors errors = FormErrors.none();
        for (Finding finding :
                ex.findings().stream().limit(ConnectionRefusals.MOST_TOLD).toList()) {
            errors = errors.and(
                    field(finding, place).orElse(null), "console.entra.wrong", finding.message(), finding.hint());
        }
        return errors;
    }

    private static Optional<String> field(Finding finding, int place) {
        String pointer = "/" + CONNECTIONS + "/" + place + "/";
        int start = finding.file().indexOf(pointer);
        if (start < 0) {
            return Optional.empty();
        }
        String field = finding.file().substring(start + pointer.length()).split("/", 2)[0];
        return Optional.of(field).filter(FIELDS::contains);
    }
}
