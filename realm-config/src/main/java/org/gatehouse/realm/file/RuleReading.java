package org.gatehouse.realm.file;

import java.util.List;
import java.util.Map;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.password.PasswordRule;

/**
 * A password rule that was read as several, because its pattern is a conjunction of look-aheads.
 *
 * @param line where the rule is written, counted from 1
 * @param id the rule's name in the file
 * @param pattern as it was written
 * @param rules what it was read as
 */
public record RuleReading(String file, int line, int column, String id, String pattern, List<PasswordRule> rules) {

    public RuleReading {
        rules = List.copyOf(rules);
    }

    /** Of a file in which nothing is wrong. */
    static List<RuleReading> all(Part file, List<String> languages) {
        return PasswordSection.rules(file, languages).entrySet().stream()
                .filter(rule -> rule.getValue().size() > 1)
                .map(RuleReading::of)
                .toList();
    }

    private static RuleReading of(Map.Entry<Part, List<PasswordRule>> rule) {
        Part part = rule.getKey();
        Part pattern = part.child("pattern");
        return new RuleReading(
                part.file(), pattern.line(), pattern.column(), part.text("id"), pattern.text(), rule.getValue());
    }
}
