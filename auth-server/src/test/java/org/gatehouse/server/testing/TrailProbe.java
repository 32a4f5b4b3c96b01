package org.gatehouse.server.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.audit.query.Cursor;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.audit.query.TrailReader;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells what an action left in a realm's trail. Only that is read: what a shared server wrote before is long. */
public final class TrailProbe {

    private static final int MOST = 1_000;

    private static final String SIZES = """
            SELECT r.name || substring(h.origin from '/[^/]+$'), h.size
              FROM audit.audit_head h JOIN audit.audit_realm r USING (realm) WHERE r.name = :realm
            """;

    private final TestServer server;
    private final String realm;
    private Map<String, Long> seen;

    private TrailProbe(TestServer server, String realm) {
        this.server = server;
        this.realm = realm;
        this.seen = sizes();
    }

    /** Everything from now on is new. */
    public static TrailProbe of(TestServer server, String realm) {
        return new TrailProbe(server, realm);
    }

    /** The entries since the last call, newest first. */
    public List<EntryView> fresh() {
        Map<String, Long> before = seen;
        seen = sizes();
        long number = size(seen) - size(before);
        return number == 0 ? List.of() : newest(number, before);
    }

    /** The codes of the entries since the last call, oldest first. */
    public List<String> freshCodes() {
        List<String> codes = new ArrayList<>(
                fresh().stream().map(entry -> entry.activity().code()).toList());
        java.util.Collections.reverse(codes);
        return codes;
    }

    /** Mostly the first page; but entries of several tiers are in the order of a clock that a test may have set back. */
    private List<EntryView> newest(long number, Map<String, Long> before) {
        TrailReader reader = server.bean(TrailReader.class);
        List<EntryView> newest = new ArrayList<>();
        Cursor place = null;
        int limit = (int) Math.min(number, MOST);
        List<EntryView> page;
        do {
            page = reader.page(realm, TrailFilter.all(), place, limit);
            page.stream().filter(entry -> isBetween(before, entry)).forEach(newest::add);
            place = page.isEmpty() ? null : Cursor.after(page.get(page.size() - 1));
        } while (newest.size() < number && page.size() == limit);
        if (newest.isEmpty()) {
            throw new IllegalStateException(number + " entries were added and cannot be found");
        }
        return newest;
    }

    private boolean isBetween(Map<String, Long> before, EntryView entry) {
        return entry.index() >= before.getOrDefault(entry.log(), 0L)
                && entry.index() < seen.getOrDefault(entry.log(), 0L);
    }

    private Map<String, Long> sizes() {
        Map<String, Long> sizes = new HashMap<>();
        server.bean(JdbcClient.class).sql(SIZES).param("realm", realm).query(row -> {
            sizes.put(row.getString(1), row.getLong(2));
        });
        return sizes;
    }

    private static long size(Map<String, Long> sizes) {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }
}
