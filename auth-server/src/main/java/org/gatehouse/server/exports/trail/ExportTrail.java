package org.gatehouse.server.exports.trail;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.approval.ApprovableChange;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** A large export of the trail, begun once a second person agrees. */
@Component
class ExportTrail implements ApprovableChange {

    static final String KIND = "trail.export";

    /** In place of a number of entries that nobody counted. */
    static final String UNKNOWN = "unknown";

    private final ObjectProvider<TrailExports> exports; // which itself asks for approvals
    private final TrailExportRows rows;
    private final Clock clock;

    ExportTrail(ObjectProvider<TrailExports> exports, TrailExportRows rows, Clock clock) {
        this.exports = exports;
        this.rows = rows;
        this.clock = clock;
    }

    /** Which entries is the export's own to know: it may be about a person, and a request outlives it. */
    static Map<String, String> change(UUID export, TrailFormat format, String expected, String why) {
        return Map.of("export", export.toString(), "format", format.code(), "expected", expected, "why", why);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission permission() {
        return Permission.AUDIT_EXPORT;
    }

    @Override
    public Party target(Realm realm, Map<String, String> change) {
        return Party.object("export", export(change).toString());
    }

    @Override
    public Map<String, String> facts(Map<String, String> change) {
        Map<String, String> facts = new HashMap<>(change);
        facts.remove("export"); // is the target
        String expected = String.valueOf(facts.remove("expected"));
        if (!expected.equals(UNKNOWN)) {
            facts.put("count", expected);
        }
        return facts;
    }

    @Override
    public Map<String, String> details(Realm realm, Map<String, String> change) {
        return rows.find(key(realm, change), clock.instant())
                .map(row -> row.export().scope().conditions())
                .orElse(Map.of());
    }

    @Override
    public void apply(Map<String, String> change, Actor approver) {
        exports.getObject().begin(approver, export(change));
    }

    @Override
    public void refused(Realm realm, Map<String, String> change) {
        rows.refuse(key(realm, change), "not-approved");
    }

    private static ExportKey key(Realm realm, Map<String, String> change) {
        return new ExportKey(realm.id(), export(change));
    }

    private static UUID export(Map<String, String> change) {
        return UUID.fromString(change.getOrDefault("export", ""));
    }
}
