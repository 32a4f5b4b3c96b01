package org.gatehouse.server.console.rules;

import java.util.List;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.document.Finding;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.password.RuleTrials;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.web.FormErrors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A place to try samples on password rules, the realm's or others. It changes nothing, and nothing typed is kept. */
@Controller
@RequestMapping("/console/realms/{realm}/password-rules")
class PasswordRulesPage {

    private static final String RULES = "rules";
    private static final String SAMPLES = "samples";

    private final RuleTrials trials;

    PasswordRulesPage(RuleTrials trials) {
        this.trials = trials;
    }

    @GetMapping
    String view(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, Model model) {
        ConsoleViewer.require(viewer, Permission.REALM_READ);
        model.addAttribute(RULES, written(viewer.realm()));
        model.addAttribute(SAMPLES, "");
        return "console/password-rules";
    }

    /** A POST, so that no address, history or log has the samples. */
    @PostMapping
    String tryOut(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @RequestParam(defaultValue = "") String rules,
            @RequestParam(defaultValue = "") String samples,
            Model model) {
        ConsoleViewer.require(viewer, Permission.REALM_READ);
        List<String> each = samples.lines().filter(sample -> !sample.isEmpty()).toList();
        FormErrors errors = tooMuch(rules, each);
        if (!errors.any()) {
            RuleTrials.Trial trial = trials.on(viewer.realm(), rules, each);
            model.addAttribute("trial", trial);
            errors = errors(trial.findings());
        }
        model.addAttribute(FormErrors.MODEL_NAME, errors);
        model.addAttribute(RULES, rules.length() > RuleTrials.LONGEST_RULES ? "" : rules);
        model.addAttribute(SAMPLES, samples);
        return "console/password-rules";
    }

    private static FormErrors tooMuch(String rules, List<String> samples) {
        FormErrors errors = FormErrors.none();
        if (rules.length() > RuleTrials.LONGEST_RULES) {
            errors = errors.and(RULES, "console.password-rules.rules.long");
        }
        return samples.size() > RuleTrials.MOST_SAMPLES
                ? errors.and(SAMPLES, "console.password-rules.samples.many")
                : errors;
    }

    private static FormErrors errors(List<Finding> findings) {
        FormErrors errors = FormErrors.none();
        for (Finding finding : findings) {
            String code = "console.password-rules.finding" + (finding.line() > 0 ? "" : ".whole");
            errors = errors.and(RULES, code, String.valueOf(finding.line()), finding.message(), finding.hint());
        }
        return errors;
    }

    /** As the realm file might say it: JSON is YAML, and each rule has its line. */
    private static String written(Realm realm) {
        JsonNode password = JsonMapper.shared()
                .readTree(RealmFiles.toJson(realm.definition()))
                .path("password");
        StringBuilder text = new StringBuilder();
        password.properties().forEach(entry -> {
            text.append(entry.getKey()).append(':');
            if (entry.getValue().isArray() && entry.getKey().equals(RULES)) {
                entry.getValue().forEach(rule -> text.append("\n  - ").append(rule));
            } else {
                text.append(' ').append(entry.getValue());
            }
            text.append('\n');
        });
        return text.toString();
    }
}
