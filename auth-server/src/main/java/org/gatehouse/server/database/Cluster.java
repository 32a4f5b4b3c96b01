package org.gatehouse.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.gatehouse.server.StartRefusedException;

/**
 * The files of the embedded server: made once, complete or not at all, with one role that owns the service's database
 * and is no superuser, so that the service has the same rights here as on a server of the organisation.
 */
final class Cluster {

    static final String ROLE = "gatehouse";
    static final String DATABASE = "gatehouse";
    static final String SUPERUSER = "postgres";

    private static final int PASSWORD_BYTES = 24;

    private final Path directory;
    private final ServerBinaries binaries;
    private final ServerUser user;

    private Cluster(Path directory, ServerBinaries binaries, ServerUser user) {
        this.directory = directory;
        this.binaries = binaries;
        this.user = user;
    }

    static Path filesBelow(Path directory) {
        return directory.resolve("cluster");
    }

    static Cluster prepare(Path directory) throws IOException {
        refuseOtherVersion(directory);
        ServerBinaries binaries = ServerBinaries.unpackInto(directory);
        Cluster cluster = new Cluster(directory, binaries, ServerUser.forCluster(directory, filesBelow(directory)));
        if (!Files.exists(cluster.files())) {
            cluster.create();
        }
        return cluster;
    }

    Path files() {
        return filesBelow(directory);
    }

    List<String> serverCommand(List<String> settings) {
        return user.command(binaries.program("postgres"), settings);
    }

    String password() throws IOException {
        return password(directory);
    }

    static String password(Path directory) throws IOException {
        return read(passwordFile(directory));
    }

    String superuserPassword() throws IOException {
        return read(superuserPasswordFile());
    }

    /** Before anything is unpacked: the sentence must come at once and leave the directory as it was. */
    private static void refuseOtherVersion(Path directory) throws IOException {
        Path version = filesBelow(directory).resolve("PG_VERSION");
        if (!Files.exists(version)) {
            return;
        }
        String found = Files.readString(version).strip();
        String ours = ServerBinaries.availableMajorVersion();
        if (!found.equals(ours)) {
            throw new StartRefusedException(
                    "The database in %s was made by PostgreSQL %s, and this Gatehouse brings PostgreSQL %s. "
                                    .formatted(directory, found, ours)
                            + "Start the Gatehouse release that made it, move the data with pg_dump to a PostgreSQL"
                            + " server and set GATEHOUSE_DB_URL, or name another directory with --data.");
        }
    }

    private void create() throws IOException {
        PrivateFiles.write(passwordFile(directory), randomPassword());
        PrivateFiles.write(superuserPasswordFile(), randomPassword());
        Path part = directory.resolve("cluster.part");
        PrivateFiles.deleteTree(part); // a crash during an earlier first start
        PrivateFiles.createDirectory(part);
        user.own(part);
        initialise(part);
        createRoleAndDatabase(part);
        PrivateFiles.moveDurably(part, files());
    }

    private void initialise(Path files) throws IOException {
        Path once = directory.resolve("password.once"); // initdb runs as the server's user and reads it from a file
        PrivateFiles.write(once, superuserPassword());
        user.own(once);
        try {
            run(
                    "initdb",
                    List.of(
                            "-D",
                            files.toString(),
                            "-U",
                            SUPERUSER,
                            "--pwfile=" + once,
                            "-A",
                            "scram-sha-256",
                            "-E",
                            "UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8"),
                    "");
        } finally {
            Files.delete(once);
        }
    }

    /** In single-user mode, so that the cluster gets its final name with everything in it. */
    private void createRoleAndDatabase(Path files) throws IOException {
        String statements = "CREATE ROLE %s LOGIN PASSWORD '%s';\nCREATE DATABASE %s OWNER %s;\n"
                .formatted(ROLE, password(), DATABASE, ROLE);
        String output = run("postgres", List.of("--single", "-D", files.toString(), "template1"), statements);
        if (output.contains("ERROR:") || output.contains("FATAL:")) {
            throw new IOException("the role and the database were not created");
        }
    }

    private String run(String program, List<String> arguments, String input) throws IOException {
        return Programs.run(user.command(binaries.program(program), arguments), directory, input);
    }

    private static Path passwordFile(Path directory) {
        return directory.resolve("password");
    }

    private Path superuserPasswordFile() {
        return directory.resolve("superuser-password");
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file).strip();
    }

    private static String randomPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
