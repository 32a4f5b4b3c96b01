package org.gatehouse.server.launch;

import java.io.PrintStream;
import java.util.List;
import org.gatehouse.realm.keycloak.Gap;
import org.gatehouse.server.StartRefusedException;

/** Says what Keycloak does not do of what a realm file says. */
final class GapText {

    private GapText() {}

    static void tell(List<Gap> gaps, PrintStream notes) {
        gaps.forEach(gap -> notes.println("gatehouse: not in Keycloak: " + gap));
    }

    static StartRefusedException refusal(List<Gap> gaps) {
        String what = gaps.size() == 1 ? "one thing" : gaps.size() + " things";
        return new StartRefusedException("The file says " + what
                + " Keycloak does not do, told above. Change the file, or accept that with --accept-gaps;"
                + " nothing was changed.");
    }
}
