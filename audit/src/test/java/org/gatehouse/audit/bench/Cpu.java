package org.gatehouse.audit.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** CPU time of this process and of PostgreSQL's, as Linux counts it. */
final class Cpu {

    /** Linux shows process times in hundredths of a second, whatever the kernel counts in. */
    private static final double MICROS_PER_TICK = 10_000;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final long postmaster;

    Cpu(long backend) {
        postmaster = Long.parseLong(stat(backend)[1]);
    }

    /** Microseconds; of Java everything: callers, writer, collector, compiler. */
    record Used(double java, double postgres) {

        Used since(Used before) {
            return new Used(java - before.java, postgres - before.postgres);
        }

        Used per(long events) {
            return new Used(java / events, postgres / events);
        }
    }

    Used now() {
        String[] parent = stat(postmaster);
        double ticks = ticks(parent, 11) + ticks(parent, 13); // its own, and those of its children that ended
        for (long child : children()) {
            ticks += ticks(stat(child), 11);
        }
        return new Used(system.getProcessCpuTime() / 1e3, ticks * MICROS_PER_TICK);
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

    /** The fields after the command's name; nothing of a process that has gone. */
    private static String[] stat(long pid) {
        Path file = Path.of("/proc/" + pid + "/stat");
        if (!Files.exists(file)) {
            return new String[0];
        }
        try (Stream<String> lines = Files.lines(file)) {
            String line = lines.findFirst().orElse("");
            return line.substring(line.lastIndexOf(')') + 2).split(" ");
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
