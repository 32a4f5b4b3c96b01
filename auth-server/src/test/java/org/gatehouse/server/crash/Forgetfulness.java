package org.gatehouse.server.crash;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Lets the database acknowledge what is in its memory only, for up to ten seconds. Whoever kills it then must be able to
 * tell that something is missing. The service's connections insist on durability whatever the settings say, so each of
 * its transactions is made to change its mind, and so is the message by which the trail's writer waits for what it
 * committed.
 */
final class Forgetfulness {

    /** A checkpoint of what is then lost would have the service itself refuse, before anybody compares. */
    private static final String NO_CHECKPOINTS = """
            CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'no checkpoint';
            END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON audit.audit_checkpoint
                FOR EACH STATEMENT EXECUTE FUNCTION public.refuse()
            """;

    private static final List<String> STATEMENTS = List.of(
            NO_CHECKPOINTS,
            "ALTER SYSTEM SET wal_writer_delay = '10s'",
            "ALTER SYSTEM SET wal_writer_flush_after = '64MB'",
            """
            CREATE FUNCTION public.forget() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM set_config('synchronous_commit', 'off', true);
                RETURN NULL;
            END $$
            """,
            """
            DO $$
            DECLARE
                each record;
            BEGIN
                FOR each IN SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'audit') LOOP
                    EXECUTE format('CREATE TRIGGER forget AFTER INSERT OR UPDATE OR DELETE ON %I.%I'
                        ' FOR EACH STATEMENT EXECUTE FUNCTION public.forget()', each.schemaname, each.tablename);
                END LOOP;
            END $$
            """,
            """
            SET allow_system_table_mods = on;
            ALTER FUNCTION pg_catalog.pg_logical_emit_message(boolean, text, text, boolean) RENAME TO durable_message;
            CREATE FUNCTION pg_catalog.pg_logical_emit_message(
                transactional boolean, prefix text, message text, flush boolean DEFAULT false)
            RETURNS pg_lsn LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM set_config('synchronous_commit', 'off', true);
                RETURN pg_current_wal_insert_lsn();
            END $$;
            RESET allow_system_table_mods
            """,
            "CREATE SCHEMA forgetful", // a new schema has every session plan anew, and so meet the new function
            "SELECT pg_reload_conf()");

    private Forgetfulness() {}

    static void befall(Installation installation) throws SQLException {
        try (Connection connection = installation.superuser();
                Statement statement = connection.createStatement()) {
            for (String sql : STATEMENTS) {
                statement.execute(sql);
            }
        }
    }
}
