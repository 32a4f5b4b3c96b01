package org.gatehouse.audit.testing;

import java.util.List;

/** The whole trail as it is now, to be put back later as a restored backup would. */
public final class Snapshot {

    private static final List<String> TABLES = List.of(
            "audit_realm",
            "audit_realm_key",
            "audit_subject",
            "audit_head",
            "audit_entry",
            "audit_tile",
            "audit_log_key",
            "audit_checkpoint",
            "audit_pruned",
            "audit_hold",
            "audit_held_entry",
            "audit_erased");

    private final TrailDatabase database;
    private final String name;

    private Snapshot(TrailDatabase database, String name) {
        this.database = database;
        this.name = name;
    }

    public static Snapshot of(TrailDatabase database, String name) {
        database.run("CREATE SCHEMA " + name);
        TABLES.forEach(table -> database.run("CREATE TABLE " + name + "." + table + " AS TABLE audit." + table));
        return new Snapshot(database, name);
    }

    public void restore() {
        database.run("TRUNCATE audit." + String.join(", audit.", TABLES));
        TABLES.forEach(table -> database.run(
                "INSERT INTO audit." + table + " OVERRIDING SYSTEM VALUE SELECT * FROM " + name + "." + table));
    }
}
