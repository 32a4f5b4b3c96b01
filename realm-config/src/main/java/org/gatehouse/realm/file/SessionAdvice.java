package org.gatehouse.realm.file;

import java.time.Duration;
import org.gatehouse.realm.TokenLifetimes.Web;
import org.gatehouse.realm.document.Part;

/** Compares browser sessions with NIST SP 800-63B-4, section 2.2.3. */
final class SessionAdvice {

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration LONGEST_IDLE = Duration.ofHours(1);

    private SessionAdvice() {}

    static void give(Part written, Web web) {
        if (web.session().compareTo(LONGEST) > 0) {
            written.child("session")
                    .warn(
                            "web-session-long",
                            "A browser stays signed in for more than a day.",
                            "NIST SP 800-63B-4 (2.2.3) recommends to authenticate again after 24 hours at AAL2.",
                            "Write P1D or less, unless the realm protects little.");
        }
        if (web.idle().compareTo(LONGEST_IDLE) > 0) {
            written.child("idle")
                    .warn(
                            "web-idle-long",
                            "A browser nobody uses stays signed in for more than an hour.",
                            "NIST SP 800-63B-4 (2.2.3) recommends to end a session after an hour without activity at AAL2.",
                            "Write PT1H or less, unless the realm protects little.");
        }
    }
}
