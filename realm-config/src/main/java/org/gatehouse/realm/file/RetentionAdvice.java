package org.gatehouse.realm.file;

import java.util.Set;
import org.gatehouse.realm.TrailPolicy;
import org.gatehouse.realm.document.Part;

/**
 * Compares retention with the CNIL's recommendation on logging (deliberation 2021-122): who did what in a system is kept
 * for six months to a year, longer only for a documented reason.
 */
final class RetentionAdvice {

    /** What the recommendation speaks of: sign-ins, and reading, creating, changing and taking data. */
    private static final Set<String> USE = Set.of("sign-in", "data-access", "data-change", "data-export");

    private RetentionAdvice() {}

    static void give(String category, Part tier) {
        if (!USE.contains(category)) {
            return;
        }
        int length = TrailPolicy.TIERS.indexOf(tier.text());
        if (length < TrailPolicy.TIERS.indexOf("P6M")) {
            tier.warn(
                    "retention-short",
                    "Entries of `" + category + "` are kept for less than six months.",
                    "The CNIL's recommendation on logging (2021-122) is six months to a year: attacks are found late.",
                    "Write P6M or P13M.");
        }
        if (length > TrailPolicy.TIERS.indexOf("P13M")) {
            tier.warn(
                    "retention-long",
                    "Entries of `" + category + "` are kept for much longer than a year.",
                    "The CNIL's recommendation on logging (2021-122) wants a documented reason for more than a year.",
                    "Write P13M, or note the reason in the register of processing.");
        }
    }
}
