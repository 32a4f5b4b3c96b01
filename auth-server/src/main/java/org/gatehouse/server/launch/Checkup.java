package org.gatehouse.server.launch;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.database.DatabaseAccess;
import org.gatehouse.server.database.DatabaseCheck;
import org.gatehouse.server.database.Inspection;
import org.gatehouse.server.database.Migrations;
import org.springframework.core.env.Environment;

/** Asks, one by one, for everything a start depends on. A check that fails never keeps the next from being made. */
final class Checkup {

    private static final int OLDEST_JAVA = 17;

    /** Tokens live for minutes; more than this between two clocks shows as tokens not yet or no longer valid. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

    private final Inspection inspection;
    private final Environment environment;
    private final List<Finding> findings = new ArrayList<>();

    Checkup(Inspection inspection, Environment environment) {
        this.inspection = inspection;
        this.environment = environment;
    }

    List<Finding> perform() {
        check("java", this::java);
        check("data directory", this::dataDirectory);
        check("master key", this::masterKey);
        check("port", this::port);
        check("database", this::database);
        return List.copyOf(findings);
    }

    private void java(String check) {
        int feature = Runtime.version().feature();
        findings.add(
                feature >= OLDEST_JAVA
                        ? Finding.ok(check, "Java " + Runtime.version())
                        : Finding.broken(check, "Java " + feature + " is too old.", "Install JDK 17 or newer."));
    }

    private void dataDirectory(String check) throws IOException {
        if (!inspection.exists()) {
            findings.add(Finding.ok(check, inspection.directory() + " is not there yet; the first start makes it."));
            return;
        }
        Optional<String> open = inspection.tooOpenDirectory();
        findings.add(open.map(mode -> Finding.broken(
                        check, inspection.directory() + " is open to others (" + mode + ").", "chmod 700 it."))
                .orElseGet(() -> Finding.ok(check, inspection.directory().toString())));
    }

    private void masterKey(String check) throws IOException {
        inspection.checkMasterKey(System::getenv);
        Optional<String> open = inspection.tooOpenMasterKey();
        findings.add(open.map(mode ->
                        Finding.broken(check, "Its file is open to others (" + mode + ").", "chmod 600 the file."))
                .orElseGet(() -> Finding.ok(check, "only its owner can read it, or there is none yet")));
    }

    private void port(String check) throws IOException {
        Optional<String> process = inspection.runningProcess();
        if (process.isPresent()) {
            findings.add(Finding.ok(check, "not tried: Gatehouse runs as process " + process.get()));
        } else {
            findings.add(Finding.ok(check, NetworkBinding.claim(environment) + " is free"));
        }
    }

    private void database(String check) throws IOException, SQLException {
        Optional<DatabaseAccess> access = inspection.database();
        if (access.isEmpty()) {
            findings.add(Finding.ok(check, "the embedded one is not there yet; the first start makes it"));
            return;
        }
        DatabaseCheck answer = DatabaseCheck.of(access.get());
        findings.add(Finding.ok(
                check, "PostgreSQL " + answer.version() + " at " + access.get().jdbcUrl()));
        clock(answer.clockAhead());
        migrations(access.get());
    }

    private void clock(Duration ahead) {
        findings.add(
                ahead.abs().compareTo(CLOCK_TOLERANCE) <= 0
                        ? Finding.ok(
                                "clock",
                                "agrees with the database to " + ahead.abs().toMillis() + " ms")
                        : Finding.broken(
                                "clock",
                                "The database's clock is " + ahead.toSeconds() + " s ahead of this machine's.",
                                "Let NTP set both."));
    }

    private void migrations(DatabaseAccess access) throws SQLException {
        List<String> outdated = Migrations.outdated(access);
        findings.add(
                outdated.isEmpty()
                        ? Finding.ok("migrations", "all applied")
                        : Finding.note(
                                "migrations",
                                "Schemas " + outdated + " are not as this release knows them.",
                                "The next start of this release applies what is missing; take a backup before."));
        if (outdated.isEmpty()) {
            findings.addAll(CredentialEnds.of(access));
        }
    }

    private void check(String name, Check check) {
        try {
            check.perform(name);
        } catch (StartRefusedException ex) {
            findings.add(Finding.broken(name, String.valueOf(ex.getMessage()), "")); // the sentence has the fix
        } catch (IOException | SQLException ex) {
            findings.add(Finding.broken(name, "Cannot be checked: " + ex.getMessage(), "Run as the service's user."));
        }
    }

    @FunctionalInterface
    private interface Check {
        void perform(String name) throws IOException, SQLException;
    }
}
