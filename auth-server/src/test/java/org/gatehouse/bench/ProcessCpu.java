package org.gatehouse.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

/** CPU time of a server and of PostgreSQL, user and system, as Linux counts it. */
final class ProcessCpu {

    /** Linux shows process times in hundredths of a second, whatever the kernel counts in. */
    private static final double MILLIS_PER_TICK = 10;

    private final long server;
    private final long postmaster;

    ProcessCpu(long server, long postmaster) {
        this.server = server;
        this.postmaster = postmaster;
    }

    /** The main process one of PostgreSQL's backends belongs to. */
    static long parent(long backend) {
        return Long.parseLong(stat(String.valueOf(backend))[2]);
    }

    /**
     * Milliseconds.
     *
     * @param server without its compiler
     * @param compiler what the JVM's compilers took: nothing once a server has run for long
     * @param postgres all of its processes, those that ended included
     */
    record Used(double server, double compiler, double postgres) {

        Used since(Used before) {
            return new Used(server - before.server, compiler - before.compiler, postgres - before.postgres);
        }

        Used per(long requests) {
            return new Used(server / requests, compiler / requests, postgres / requests);
        }

        double sum() {
            return server + postgres;
        }
    }

    Used now() {
        double compilers = compilers();
        String[] parent = stat(String.valueOf(postmaster));
        double postgres = ticks(parent, 12) + ticks(parent, 14); // its own, and those of its children that ended
        for (ProcessHandle child : ProcessHandle.of(postmaster).stream()
                .flatMap(ProcessHandle::children)
                .toList()) {
            postgres += ticks(stat(String.valueOf(child.pid())), 12);
        }
        double all = ticks(stat(String.valueOf(server)), 12);
        return new Used((all - compilers) * MILLIS_PER_TICK, compilers * MILLIS_PER_TICK, postgres * MILLIS_PER_TICK);
    }

    private double compilers() {
        return Arrays.stream(Objects.requireNonNull(new File("/proc/" + server + "/task").list()))
                .map(thread -> stat(server + "/task/" + thread))
                .filter(stat -> stat.length > 0 && stat[0].matches("C[12] Compiler.*"))
                .mapToDouble(stat -> ticks(stat, 12))
                .sum();
    }

    private static double ticks(String[] stat, int user) {
        return stat.length <= user + 1 ? 0 : Double.parseDouble(stat[user]) + Double.parseDouble(stat[user + 1]);
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
