package org.gatehouse.realm.file;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.password.PasswordAge;
import org.gatehouse.realm.password.PasswordRule;
import org.gatehouse.realm.password.PolicyDemands;

/** Compares password rules with NIST SP 800-63B-4, section 3.1.1.2. */
final class PasswordAdvice {

    /** Where the password is the only factor, which it is as long as no second one can be asked for. */
    private static final int LEAST_LENGTH = 15;

    private PasswordAdvice() {}

    static void give(Part file, RealmDefinition realm) {
        Map<Part, List<PasswordRule>> written = PasswordSection.rules(file, realm.languages());
        if (written.isEmpty()) {
            return; // the default, which is as it should be
        }
        written.forEach(PasswordAdvice::onComposition);
        if (!realm.password().maxAge().equals(PasswordAge.NEVER)) {
            onAge(file.child("password").child("maxAge"));
        }
        onLength(
                file.child("password").at("rules"),
                written.values().stream().flatMap(List::stream).toList());
    }

    private static void onAge(Part maxAge) {
        maxAge.warn(
                "password-max-age",
                "People have to change passwords that nobody knows.",
                "NIST SP 800-63B-4 (3.1.1.2) forbids it without evidence of compromise: people then choose weaker ones.",
                "Write never, and refuse what is known to others with `breached`.");
    }

    private static void onComposition(Part written, List<PasswordRule> read) {
        if (read.stream().anyMatch(PolicyDemands::isOnComposition)) {
            written.child("pattern")
                    .warn(
                            "password-composition",
                            "The rule `" + written.text("id") + "` demands certain kinds of characters.",
                            "NIST SP 800-63B-4 (3.1.1.2) forbids such rules: people meet them in ways that are guessed.",
                            "Ask for length instead, and refuse what is common.");
        }
    }

    private static void onLength(Part rules, List<PasswordRule> read) {
        OptionalInt shortest = PolicyDemands.shortest(read);
        if (shortest.isPresent() && shortest.getAsInt() < LEAST_LENGTH) {
            rules.warn(
                    "password-short",
                    "Passwords of " + shortest.getAsInt() + " characters are accepted.",
                    "NIST SP 800-63B-4 (3.1.1.2) demands " + LEAST_LENGTH
                            + " where the password is the only factor, and 8 beside a second one.",
                    "Write pattern: '.{" + LEAST_LENGTH + ",}'.");
        }
        if (!PolicyDemands.acceptsLong(read)) {
            rules.warn(
                    "password-length-limit",
                    "A password of 64 characters is not accepted.",
                    "NIST SP 800-63B-4 (3.1.1.2) asks to permit at least that many, for phrases and password managers.",
                    "Leave the upper limit away: a password has at most 128 characters in any case.");
        }
    }
}
