package org.gatehouse.server.reporting;

import java.util.HashMap;
import java.util.Map;
import org.gatehouse.server.reporting.ReportRefusedException.Reason;

/**
 * How many reports this node writes at once. Each holds a connection and the heads of its logs while it is written; were
 * there more, people who sign in would wait for programs.
 */
final class Turns {

    private static final int AT_ONCE = 6;
    private static final int OF_ONE_CLIENT = 3;

    private final Map<String, Integer> writing = new HashMap<>();
    private int taken;

    /** Lasts until it is closed. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /** @throws ReportRefusedException at once: a program that is told to come back waits better than a thread here */
    synchronized Turn take(Reporter reporter) {
        String name = reporter.name();
        int own = writing.getOrDefault(name, 0);
        if (own >= OF_ONE_CLIENT) {
            throw new ReportRefusedException(Reason.CLIENT_BUSY);
        }
        if (taken >= AT_ONCE) {
            throw new ReportRefusedException(Reason.TRAIL_BUSY);
        }
        taken++;
        writing.put(name, own + 1);
        return () -> release(name);
    }

    private synchronized void release(String name) {
        taken--;
        writing.computeIfPresent(name, (key, own) -> own == 1 ? null : own - 1);
    }
}
