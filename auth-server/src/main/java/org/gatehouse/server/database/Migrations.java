package org.gatehouse.server.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.internal.exception.FlywaySqlException;
import org.gatehouse.server.StartRefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Brings each schema to the state this build expects, in order. Flyway does the work; asking it whether there is any
 * takes longer than the rest of the database's start, so a digest of the scripts is kept beside its history and Flyway
 * stays asleep while that digest is the same.
 */
public final class Migrations {

    /**
     * One schema with a history of its own.
     *
     * @param location on the class path, for example {@code db/migration}
     */
    record Step(String schema, String location) {

        private String historyTable() {
            return schema + "." + HISTORY;
        }
    }

    /** The order matters: later scripts may refer to earlier ones. */
    static final List<Step> STEPS =
            List.of(new Step("public", "db/migration"), new Step("audit", "org/gatehouse/audit/schema"));

    private static final String HISTORY = "flyway_schema_history";

    private static final String NOT_ALLOWED = "42501"; // SQLSTATE insufficient_privilege

    private static final String READ_DIGEST = "SELECT obj_description(to_regclass(?), 'pg_class')";

    private final DatabaseAccess access;

    private Migrations(DatabaseAccess access) {
        this.access = access;
    }

    /** Returns when everything is applied; whoever holds the result may rely on the tables. */
    static Migrations apply(DatabaseAccess access, List<Step> steps) {
        Migrations migrations = new Migrations(access);
        try (Connection connection = migrations.connect()) {
            for (Step step : steps) {
                migrations.apply(step, connection);
            }
        } catch (SQLException ex) {
            throw new IllegalStateException("The migrations of the database cannot be read", ex);
        }
        return migrations;
    }

    /** The schemas whose scripts are not those this build carries. */
    public static List<String> outdated(DatabaseAccess access) throws SQLException {
        return outdated(access, STEPS);
    }

    static List<String> outdated(DatabaseAccess access, List<Step> steps) throws SQLException {
        Migrations migrations = new Migrations(access);
        List<String> outdated = new ArrayList<>();
        try (Connection connection = migrations.connect()) {
            for (Step step : steps) {
                if (!migrations.isCurrent(step, connection)) {
                    outdated.add(step.schema());
                }
            }
        }
        return outdated;
    }

    private void apply(Step step, Connection connection) throws SQLException {
        if (isCurrent(step, connection)) {
            return;
        }
        migrate(step);
        try (Statement statement = connection.createStatement()) {
            statement.execute("COMMENT ON TABLE " + step.historyTable() + " IS '" + digest(step) + "'");
        }
    }

    private void migrate(Step step) {
        try {
            Flyway.configure()
                    .dataSource(access.jdbcUrl(), access.user(), access.password())
                    .schemas(step.schema())
                    .defaultSchema(step.schema())
                    .table(HISTORY)
                    .locations("classpath:" + step.location())
                    .baselineOnMigrate(true) // what an administrator prepared in the schema does not stop us
                    .baselineVersion("0")
                    .load()
                    .migrate();
        } catch (FlywaySqlException ex) {
            if (NOT_ALLOWED.equals(ex.getSqlState())) {
                throw new StartRefusedException(
                        "User '%s' may not create tables in schema %s of %s. Make that user the owner of the database."
                                .formatted(access.user(), step.schema(), access.jdbcUrl()),
                        ex);
            }
            throw ex;
        }
    }

    private static boolean isCurrent(Step step, Connection connection) throws SQLException {
        String digest = digest(step);
        return digest.isEmpty() || digest.equals(knownDigest(step, connection));
    }

    private static @Nullable String knownDigest(Step step, Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(READ_DIGEST)) {
            query.setString(1, step.historyTable());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    /** Of all scripts by name and content; empty when there are none. */
    private static String digest(Step step) {
        try {
            Resource[] scripts =
                    new PathMatchingResourcePatternResolver().getResources("classpath*:" + step.location() + "/*.sql");
            Arrays.sort(scripts, Comparator.comparing(script -> String.valueOf(script.getFilename())));
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Resource script : scripts) {
                digest.update(String.valueOf(script.getFilename()).getBytes(StandardCharsets.UTF_8));
                try (InputStream content = script.getInputStream()) {
                    digest.update(content.readAllBytes());
                }
            }
            return scripts.length == 0 ? "" : HexFormat.of().formatHex(digest.digest());
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("SHA-256 is not available", ex);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(access.jdbcUrl(), access.loginProperties());
    }
}
