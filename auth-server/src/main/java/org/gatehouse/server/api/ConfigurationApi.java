package org.gatehouse.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.server.configuration.ConfigurationPlan;
import org.gatehouse.server.configuration.Proposal;
import org.gatehouse.server.configuration.RealmConfiguration;
import org.gatehouse.server.rights.Actor;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /configuration}: the realm as a realm file says it, what a file would change, and changing it. */
@RestController
@RequestMapping(ConfigurationApi.PATH)
class ConfigurationApi {

    static final String PATH = "/api/realms/{realm}/configuration";

    private static final Set<String> PLAN = Set.of("file", "secrets", "connectionSecrets");
    private static final Set<String> APPLY = Set.of("file", "secrets", "connectionSecrets", "confirmDeletion");

    private static final int MOST_SECRETS = 10_000;
    private static final int LONGEST_SECRET = 1_024;

    private final RealmConfiguration configuration;

    ConfigurationApi(RealmConfiguration configuration) {
        this.configuration = configuration;
    }

    record Change(String path, String kind, String before, String after) {}

    record Plan(
            String state, List<Change> changes, List<String> deletions, List<String> risks, List<String> obstacles) {

        static Plan of(ConfigurationPlan plan) {
            List<Change> changes = plan.differences().stream()
                    .map(difference -> new Change(
                            difference.path(), difference.kind().code(), difference.before(), difference.after()))
                    .toList();
            return new Plan(plan.state(), changes, plan.deletions(), plan.risks(), plan.obstacles());
        }
    }

    @GetMapping
    ResponseEntity<JsonNode> view(@RequestAttribute(CallerFilter.ACTOR) Actor actor) {
        RealmDefinition current = configuration.current(actor);
        JsonNode file = JsonMapper.shared().readTree(RealmFiles.toJson(current));
        return ResponseEntity.ok()
                .eTag(Versions.tag(RealmConfiguration.state(current)))
                .body(file);
    }

    @PostMapping("/plan")
    Plan plan(@RequestAttribute(CallerFilter.ACTOR) Actor actor, HttpServletRequest request) {
        return Plan.of(configuration.plan(actor, proposal(JsonBody.document(request, PLAN))));
    }

    @PutMapping
    Plan apply(@RequestAttribute(CallerFilter.ACTOR) Actor actor, HttpServletRequest request) {
        String state = Versions.requiredState(request);
        JsonBody body = JsonBody.document(request, APPLY);
        return Plan.of(configuration.apply(actor, proposal(body), state, body.text("confirmDeletion")));
    }

    private static Proposal proposal(JsonBody body) {
        JsonNode file = body.object("file");
        if (file.isMissingNode()) {
            throw ApiException.invalid("'file' is missing.");
        }
        return new Proposal(RealmFiles.fromJson(file), secrets(body, "secrets"), secrets(body, "connectionSecrets"));
    }

    private static Map<String, String> secrets(JsonBody body, String key) {
        Map<String, String> secrets = new TreeMap<>();
        body.object(key).propertyStream().forEach(entry -> {
            String secret = entry.getValue().isString() ? entry.getValue().asString() : "";
            if (secret.isBlank() || secret.length() > LONGEST_SECRET || secrets.size() >= MOST_SECRETS) {
                throw ApiException.invalid("'" + key + "' must have texts of 1 to " + LONGEST_SECRET + " characters.");
            }
            secrets.put(entry.getKey(), secret);
        });
        return secrets;
    }
}
