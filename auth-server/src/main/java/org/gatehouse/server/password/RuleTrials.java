package org.gatehouse.server.password;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.realm.document.Finding;
import org.gatehouse.realm.file.RealmFileException;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.realm.file.RealmInspection;
import org.gatehouse.realm.file.RuleReading;
import org.gatehouse.realm.password.PasswordCheck;
import org.gatehouse.realm.password.PasswordPolicy;
import org.gatehouse.realm.password.RuleFailure;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tries samples on password rules, those of a realm or others that are not applied yet. Keeps and logs nothing. */
@Component
public class RuleTrials {

    /** In characters; the rules of any realm file are shorter. */
    public static final int LONGEST_RULES = 65_536;

    public static final int MOST_SAMPLES = 50;

    private static final String NAME = "rules";
    private static final String SECTION = "password:";

    private final KnownPasswords known;

    RuleTrials(KnownPasswords known) {
        this.known = known;
    }

    /**
     * What came of it.
     *
     * @param policy what the rules mean; empty when they cannot be used
     * @param findings what is wrong with them, lines counted as they were written
     * @param readings look-aheads that were read as rules of their own
     */
    public record Trial(
            Optional<PasswordPolicy> policy,
            List<Finding> findings,
            List<RuleReading> readings,
            List<Sample> samples) {}

    /**
     * A sample and what it fails.
     *
     * @param known whether others have used it
     */
    public record Sample(String text, Set<String> failed, boolean tooLong, boolean known) {

        public boolean accepted() {
            return failed.isEmpty();
        }

        @Override
        public String toString() {
            return "Sample[hidden]"; // somebody may have typed their own
        }
    }

    /**
     * Tries samples on rules as a realm file writes them below {@code password:}, with or without that line.
     *
     * @param rules at most {@link #LONGEST_RULES} characters
     * @param samples at most {@link #MOST_SAMPLES}
     */
    public Trial on(Realm realm, String rules, List<String> samples) {
        boolean whole = rules.stripLeading().startsWith(SECTION);
        try {
            RealmInspection inspection = RealmFiles.preview(NAME, document(realm, rules, whole));
            PasswordPolicy policy = inspection.realm().password();
            PasswordCheck check = PasswordCheck.of(policy);
            return new Trial(
                    Optional.of(policy),
                    List.of(),
                    inspection.readings(),
                    samples.stream().map(sample -> tried(check, sample)).toList());
        } catch (RealmFileException ex) {
            List<Finding> findings = ex.findings().stream()
                    .map(finding -> whole ? finding : lineBefore(finding))
                    .toList();
            return new Trial(Optional.empty(), findings, List.of(), List.of());
        }
    }

    private Sample tried(PasswordCheck check, String sample) {
        Set<String> failed =
                check.check(sample).stream().map(RuleFailure::ruleId).collect(Collectors.toUnmodifiableSet());
        boolean tooLong = failed.contains(PasswordCheck.TOO_LONG);
        return new Sample(sample, failed, tooLong, !tooLong && known.contains(sample));
    }

    /** The realm with these rules: names of roles and attributes mean what they mean there. JSON is YAML. */
    private static String document(Realm realm, String rules, boolean whole) {
        StringBuilder document = new StringBuilder();
        if (whole) {
            document.append(rules.stripLeading()).append('\n');
        } else {
            document.append(SECTION).append('\n').append(rules.indent(2));
        }
        JsonNode rest = JsonMapper.shared().readTree(RealmFiles.toJson(realm.definition()));
        for (Map.Entry<String, JsonNode> entry : rest.properties()) {
            if (!entry.getKey().equals("password")) {
                document.append(entry.getKey())
                        .append(": ")
                        .append(entry.getValue())
                        .append('\n');
            }
        }
        return document.toString();
    }

    private static Finding lineBefore(Finding finding) {
        return new Finding(
                finding.file(),
                Math.max(finding.line() - 1, 0),
                Math.max(finding.column() - 2, 0),
                finding.value(),
                finding.message(),
                finding.hint());
    }
}
