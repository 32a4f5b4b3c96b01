package org.gatehouse.realm.file;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.password.PasswordAge;
import org.gatehouse.realm.password.PasswordRule;
import org.gatehouse.realm.password.PolicyDemands;
import org.gatehouse.realm.signin.FactorDemand;
import org.gatehouse.realm.signin.SecondFactorPolicy;

/** Compares password rules with NIST SP 800-63B-4, section 3.1.1.2. */
final class PasswordAdvice {

    private static final int LEAST_LENGTH_ALONE = 15;

    private static final int LEAST_LENGTH_BESIDE_ANOTHER = 8;

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
                written.values().stream().flatMap(List::stream).toList(),
                leastLength(realm.signIn().secondFactor()));
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

    private static int leastLength(SecondFactorPolicy secondFactor) {
        return secondFactor.demand() == FactorDemand.ALWAYS ? LEAST_LENGTH_BESIDE_ANOTHER : LEAST_LENGTH_ALONE;
    }

    private static void onLength(Part rules, List<PasswordRule> read, int leastLength) {
        OptionalInt shortest = PolicyDemands.shortest(read);
        if (shortest.isPresent() && shortest.getAsInt() < leastLength) {
            rules.warn(
                    "password-short",
                    "Passwords of " + shortest.getAsInt() + " characters are accepted.",
                    "NIST SP 800-63B-4 (3.1.1.2) demands " + LEAST_LENGTH_ALONE
                            + " where the password is the only factor, and " + LEAST_LENGTH_BESIDE_ANOTHER
                            + " beside a second one.",
                    "Write pattern: '.{" + leastLength + ",}'.");
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
