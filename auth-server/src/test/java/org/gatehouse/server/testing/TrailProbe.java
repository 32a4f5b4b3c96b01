package org.gatehouse.server.testing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.TrailReader;

/** Tells what an action left in a realm's trail. */
public final class TrailProbe {

    private static final int MOST = 1_000;

    private final TrailReader reader;
    private final String realm;
    private final Set<String> seen = new HashSet<>();

    private TrailProbe(TrailReader reader, String realm) {
        this.reader = reader;
        this.realm = realm;
    }

    /** Everything from now on is new. */
    public static TrailProbe of(TestServer server, String realm) {
        TrailProbe probe = new TrailProbe(server.bean(TrailReader.class), realm);
        probe.fresh();
        return probe;
    }

    /** The entries since the last call, newest first. */
    public List<EntryView> fresh() {
        return reader.latest(realm, MOST).stream()
                .filter(entry -> seen.add(entry.log() + ":" + entry.index()))
                .toList();
    }

    /** The codes of the entries since the last call, oldest first. */
    public List<String> freshCodes() {
        List<String> codes = new java.util.ArrayList<>(
                fresh().stream().map(entry -> entry.activity().code()).toList());
        java.util.Collections.reverse(codes);
        return codes;
    }
}
