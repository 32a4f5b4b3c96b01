package org.gatehouse.audit.testing;

import java.util.List;
import java.util.stream.Collectors;

/** The trail's tables as they were: what a backup of that moment would bring back. */
public final class Snapshot {

    private static final String TABLES = """
            SELECT relname FROM pg_class
             WHERE relnamespace = 'audit'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname
            """;

    private final TrailDatabase database;
    private final String name;
    private final List<String> tables;

    private Snapshot(TrailDatabase database, String name, List<String> tables) {
        this.database = database;
        this.name = name;
        this.tables = tables;
    }

    public static Snapshot of(TrailDatabase database, String name) {
        List<String> tables = database.query(TABLES);
        database.run("CREATE SCHEMA " + name);
        tables.forEach(table -> database.run("CREATE TABLE " + name + "." + table + " AS TABLE audit." + table));
        return new Snapshot(database, name, tables);
    }

    /** All at once and without looking at references, as a restoration does. */
    public void restore() {
        String rows = tables.stream()
                .map(table ->
                        "INSERT INTO audit." + table + " OVERRIDING SYSTEM VALUE SELECT * FROM " + name + "." + table)
                .collect(Collectors.joining("; "));
        database.run("SET session_replication_role = replica; TRUNCATE audit." + String.join(", audit.", tables) + "; "
                + rows + "; RESET session_replication_role");
    }
}
