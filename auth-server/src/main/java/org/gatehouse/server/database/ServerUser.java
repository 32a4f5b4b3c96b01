package org.gatehouse.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.server.StartRefusedException;

/**
 * As whom PostgreSQL's programs run, and what makes them end when this process does.
 *
 * <p>PostgreSQL refuses to be root, so a service started by root hands its cluster to an account without rights. When
 * that account cannot enter a directory above (a home only root may enter), the programs get the one capability to pass
 * it, reading only if the system allows so little; everything else root may do is dropped.
 *
 * @param prefix what stands before the program on the command line
 * @param account who owns the cluster, absent when that is simply the user of this process
 */
record ServerUser(List<String> prefix, Optional<SystemAccount> account) {

    /** From the kindest to the broadest; the last is what containers grant by default. */
    private static final List<String> WAYS_THROUGH_CLOSED_DIRECTORIES = List.of("dac_read_search", "dac_override");

    /** Ctrl-C in a terminal is for this process, which stops PostgreSQL when it no longer needs it. */
    private static final List<String> OWN_SESSION = List.of("setsid");

    private static final String ENDS_WITH_US = "--pdeathsig=INT";

    /** Where no such signal exists: the pipe to this process closes when it ends, however it ends. */
    private static final String ENDS_WITH_OUR_PIPE = """
            exec 3<&0; set -m
            "$@" 3<&- </dev/null & server=$!
            { cat <&3 >/dev/null; kill -INT $server; } 2>/dev/null & guard=$!
            exec 3<&-
            wait $server; status=$?
            kill -- -$guard 2>/dev/null
            exit $status""";

    static ServerUser forCluster(Path directory, Path cluster) throws IOException {
        if (!isRoot()) {
            ServerUser plain = new ServerUser(prefix(List.of()), Optional.empty());
            return plain.canEnter(directory) ? plain : guardedByPipe();
        }
        SystemAccount account = SystemAccount.forCluster(cluster);
        letPass(account, directory.resolveSibling(""));
        letPass(account, directory);
        return forRoot(directory, account);
    }

    List<String> command(Path program, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(program.toString());
        command.addAll(arguments);
        return command;
    }

    void own(Path path) throws IOException {
        if (account.isPresent()) {
            Files.setAttribute(path, "unix:uid", account.get().uid());
            Files.setAttribute(path, "unix:gid", account.get().gid());
        }
    }

    private static ServerUser forRoot(Path directory, SystemAccount account) throws IOException {
        if (!Programs.succeeds(List.of("setpriv", "--version"))) {
            throw new StartRefusedException(
                    "PostgreSQL does not run as root, and there is no setpriv to start it as somebody else. Install"
                            + " util-linux, start Gatehouse as an ordinary user, or set GATEHOUSE_DB_URL.");
        }
        List<ServerUser> candidates = new ArrayList<>();
        candidates.add(new ServerUser(prefix(account.options()), Optional.of(account)));
        for (String capability : WAYS_THROUGH_CLOSED_DIRECTORIES) {
            candidates.add(new ServerUser(prefix(account.optionsWith(capability)), Optional.of(account)));
        }
        for (ServerUser candidate : candidates) {
            if (candidate.canEnter(directory)) {
                return candidate;
            }
        }
        throw new StartRefusedException(
                "PostgreSQL does not run as root, and the account '%s' it should run as cannot enter %s. "
                                .formatted(account.name(), directory)
                        + "Name a directory below one that everybody may enter with --data (for example"
                        + " /var/lib/gatehouse), start Gatehouse as an ordinary user, or set GATEHOUSE_DB_URL.");
    }

    private static List<String> prefix(List<String> options) {
        List<String> prefix = new ArrayList<>(OWN_SESSION);
        prefix.add("setpriv");
        prefix.addAll(options);
        prefix.add(ENDS_WITH_US);
        prefix.add("--");
        return List.copyOf(prefix);
    }

    private static ServerUser guardedByPipe() {
        return new ServerUser(List.of("sh", "-c", ENDS_WITH_OUR_PIPE, "sh"), Optional.empty());
    }

    private boolean canEnter(Path directory) throws IOException {
        List<String> probe = command(Path.of("sh"), List.of("-c", "cd \"$1\"", "sh", directory.toString()));
        return Programs.succeeds(probe);
    }

    private static boolean isRoot() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self)
                ? Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"))
                : "root".equals(System.getProperty("user.name"));
    }

    /** Lets the account, and nobody else, walk through a directory of ours that stays closed to its eyes. */
    private static void letPass(SystemAccount account, Path directory) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
        if (!permissions.contains(PosixFilePermission.OTHERS_EXECUTE)) {
            Files.setAttribute(directory, "unix:gid", account.gid());
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            Files.setPosixFilePermissions(directory, permissions);
        }
    }
}
