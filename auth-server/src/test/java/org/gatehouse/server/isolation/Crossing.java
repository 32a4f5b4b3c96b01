package org.gatehouse.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;

/** What bringing a thing of one realm to another leaves in the trails of both. */
final class Crossing {

    private final TrailProbe home;
    private final TrailProbe foreign;

    private Crossing(TrailProbe home, TrailProbe foreign) {
        this.home = home;
        this.foreign = foreign;
    }

    /** Everything from now on is new. */
    static Crossing of(TestServer server, String home, String foreign) {
        return new Crossing(TrailProbe.of(server, home), TrailProbe.of(server, foreign));
    }

    /** Exactly these, as code and reason, in the trail of the realm it was brought to; none in that of its own. */
    void assertOnlyThere(String... entries) {
        assertThat(foreign.fresh()).extracting(Crossing::entry).containsExactly(entries);
        assertNothingAtHome();
    }

    void assertNothingAtHome() {
        assertThat(home.fresh()).extracting(Crossing::entry).isEmpty();
    }

    /** What came to the realm it was brought to, oldest first. */
    List<String> there() {
        List<String> entries = new java.util.ArrayList<>(
                foreign.fresh().stream().map(Crossing::entry).toList());
        java.util.Collections.reverse(entries);
        return entries;
    }

    private static String entry(EntryView entry) {
        return entry.activity().code() + " " + entry.reason();
    }
}
