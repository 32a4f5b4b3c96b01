package org.gatehouse.keycloak.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * CPU a server and its PostgreSQL have used, in milliseconds, user and system, as Linux counts it.
 *
 * @param server without its compilers
 * @param compilers of its JVM: nothing once it has run for long
 * @param database all of PostgreSQL's processes, those that ended included
 */
record CpuTime(double server, double compilers, double database) {

    /** Linux shows process times in hundredths of a second, whatever the kernel counts in. */
    private static final double MILLIS_PER_TICK = 10;

    /** In the file's line: fields after the name, of which these are the first of user and system, and of the same of ended children. */
    private static final int OWN = 12;

    private static final int CHILDREN = 14;

    static CpuTime of(long server, long postmaster) {
        double compilers = Arrays.stream(Objects.requireNonNull(new File("/proc/" + server + "/task").list()))
                .map(thread -> stat(server + "/task/" + thread))
                .filter(stat -> stat.length > 0 && stat[0].matches("C[12] Compiler.*"))
                .mapToDouble(stat -> millis(stat, OWN))
                .sum();
        String[] parent = stat(String.valueOf(postmaster));
        double database = millis(parent, OWN) + millis(parent, CHILDREN);
        for (ProcessHandle child : ProcessHandle.of(postmaster).stream()
                .flatMap(ProcessHandle::children)
                .toList()) {
            database += millis(stat(String.valueOf(child.pid())), OWN);
        }
        return new CpuTime(millis(stat(String.valueOf(server)), OWN) - compilers, compilers, database);
    }

    CpuTime since(CpuTime before) {
        return new CpuTime(server - before.server, compilers - before.compilers, database - before.database);
    }

    double sum() {
        return server + database;
    }

    private static double millis(String[] stat, int user) {
        return stat.length <= user + 1
                ? 0
                : (Double.parseDouble(stat[user]) + Double.parseDouble(stat[user + 1])) * MILLIS_PER_TICK;
    }

    /** The command's name and the fields after it; nothing of a process that has gone. */
    private static String[] stat(String process) {
        try {
            String line = Files.readString(Path.of("/proc/" + process + "/stat"));
            int end = line.lastIndexOf(')');
            return Stream.concat(
                            Stream.of(line.substring(line.indexOf('(') + 1, end)),
                            Stream.of(line.substring(end + 2).split(" ")))
                    .toArray(String[]::new);
        } catch (IOException gone) {
            return new String[0];
        }
    }
}
