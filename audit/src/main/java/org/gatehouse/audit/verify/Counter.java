package org.gatehouse.audit.verify;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Counts what all threads check, and tells now and then. */
final class Counter {

    /** Entries between two reports. */
    static final int STEP = 10_000;

    private final Consumer<Progress> listener;
    private final long total;
    private final AtomicLong entries = new AtomicLong();

    Counter(Consumer<Progress> listener, long total) {
        this.listener = listener;
        this.total = total;
    }

    void add(String log, long more) {
        long before = entries.getAndAdd(more);
        if (before / STEP != (before + more) / STEP) {
            tell(log);
        }
    }

    synchronized void tell(String log) {
        listener.accept(new Progress(log, entries.get(), total));
    }

    long entries() {
        return entries.get();
    }
}
