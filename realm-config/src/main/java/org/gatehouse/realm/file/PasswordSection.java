package org.gatehouse.realm.file;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.file.common.Names;
import org.gatehouse.realm.file.common.Translations;
import org.gatehouse.realm.file.common.Unique;
import org.gatehouse.realm.password.Examples;
import org.gatehouse.realm.password.PasswordPolicy;
import org.gatehouse.realm.password.PasswordRule;
import org.gatehouse.realm.password.PolicyReview;
import org.gatehouse.realm.password.RuleReview;

/** Reads {@code password}. */
final class PasswordSection {

    private final List<String> languages;
    private final Unique ids = new Unique("rule id");
    private final Set<String> taken = new HashSet<>();

    private PasswordSection(List<String> languages) {
        this.languages = languages;
    }

    static PasswordPolicy read(Part file, Names names, List<String> languages) {
        return file.has("password")
                ? new PasswordSection(languages).policy(file.child("password"), names)
                : PasswordPolicy.DEFAULT;
    }

    /** Each rule as it is written, and what it is read as. */
    static Map<Part, List<PasswordRule>> rules(Part file, List<String> languages) {
        return new PasswordSection(languages).each(file.child("password"));
    }

    private Map<Part, List<PasswordRule>> each(Part password) {
        List<Part> written = password.items("rules");
        written.forEach(rule -> taken.add(rule.text("id")));
        Map<Part, List<PasswordRule>> read = new LinkedHashMap<>();
        written.forEach(rule -> read.put(rule, rules(rule)));
        return read;
    }

    private PasswordPolicy policy(Part password, Names names) {
        List<PasswordRule> rules =
                each(password).values().stream().flatMap(List::stream).toList();
        if (password.child("rules").isFlawless() && !PolicyReview.isSatisfiable(rules)) {
            password.at("rules")
                    .refuse(
                            "No password seems able to meet all rules together.",
                            "If one can, prove it: write it under examples: accept: of one of the rules.");
        }
        return PasswordLimits.read(password, rules, names);
    }

    private List<PasswordRule> rules(Part rule) {
        ids.check(rule, "id");
        checkPatternIsOne(rule);
        Translations.check(rule, "text", languages);
        if (!rule.isFlawless()) {
            return List.of();
        }
        RuleReview review = RuleReview.of(written(rule));
        review.remarks().forEach(remark -> place(rule, remark).refuse(remark.message(), remark.hint()));
        return review.rules().size() == 1
                ? review.rules()
                : review.rules().stream().map(split -> withFreeId(split, rule)).toList();
    }

    private static PasswordRule written(Part rule) {
        boolean mustMatch = rule.has("pattern");
        Part examples = rule.child("examples");
        return new PasswordRule(
                rule.text("id"),
                rule.text(mustMatch ? "pattern" : "mustNotMatch"),
                mustMatch,
                rule.textMap("text"),
                new Examples(examples.texts("accept"), examples.texts("refuse")));
    }

    private static void checkPatternIsOne(Part rule) {
        if (rule.has("pattern") == rule.has("mustNotMatch")) {
            rule.refuse(
                    "A rule has either `pattern` or `mustNotMatch`, not both and not neither.",
                    "Write two rules, or the missing expression.");
        }
    }

    private static Part place(Part rule, RuleReview.Remark remark) {
        boolean negative = remark.place().equals("pattern") && !rule.has("pattern");
        return rule.at(negative ? "mustNotMatch" : remark.place());
    }

    /** A rule that came of a split must not take the name of another. */
    private PasswordRule withFreeId(PasswordRule split, Part rule) {
        String own = rule.text("id");
        String id = split.id();
        for (int number = 1; !id.equals(own) && !taken.add(id); number++) {
            id = own + "-" + split.id() + (number == 1 ? "" : "-" + number);
        }
        return new PasswordRule(id, split.pattern(), split.mustMatch(), split.text(), split.examples());
    }
}
