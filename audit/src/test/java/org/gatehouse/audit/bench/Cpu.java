package org.gatehouse.audit.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** CPU time of this process and of PostgreSQL's, as Linux counts it. */
final class Cpu {

    /** Linux shows process times in hundredths of a second, whatever the kernel counts in. */
    private static final double MICROS_PER_TICK = 10_000;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final long postmaster;

    Cpu(long backend) {
        postmaster = Long.parseLong(stat(String.valueOf(backend))[2]);
    }

    /** Microseconds; of Java callers, writer and collector, not the compiler: that a young process needs much of it is known. */
    record Used(double java, double postgres) {

        Used since(Used before) {
            return new Used(java - before.java, postgres - before.postgres);
        }

        Used per(long events) {
            return new Used(java / events, postgres / events);
        }
    }

    Used now() {
        String[] parent = stat(String.valueOf(postmaster));
        double ticks = ticks(parent, 12) + ticks(parent, 14); // its own, and those of its children that ended
        for (long child : children()) {
            ticks += ticks(stat(String.valueOf(child)), 12);
        }
        return new Used(system.getProcessCpuTime() / 1e3 - compilers() * MICROS_PER_TICK, ticks * MICROS_PER_TICK);
    }

    private static double compilers() {
        return Arrays.stream(Objects.requireNonNull(new File("/proc/self/task").list()))
                .map(thread -> stat("self/task/" + thread))
                .filter(stat -> stat.length > 0 && stat[0].matches("C[12] Compiler.*"))
                .mapToDouble(stat -> ticks(stat, 12))
                .sum();
    }

    double load() {
        return system.getSystemLoadAverage();
    }

    private List<Long> children() {
        return ProcessHandle.of(postmaster).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .toList();
    }

    private static double ticks(String[] stat, int user) {
        return stat.length <= user + 1 ? 0 : Double.parseDouble(stat[user]) + Double.parseDouble(stat[user + 1]);
    }

    /** The command's name and the fields after it; nothing of a process that has gone. */
    private static String[] stat(String process) {
        try {
            String line = Files.readString(Path.of("/proc/" + process + "/stat"));
            int name = line.indexOf('(') + 1;
            int end = line.lastIndexOf(')');
            return Stream.concat(
                            Stream.of(line.substring(name, end)),
                            Stream.of(line.substring(end + 2).split(" ")))
                    .toArray(String[]::new);
        } catch (IOException gone) {
            return new String[0];
        }
    }
}
