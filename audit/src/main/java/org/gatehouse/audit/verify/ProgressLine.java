package org.gatehouse.audit.verify;

import java.io.PrintStream;

/** Progress as a bar that is written over and over on one line. */
public final class ProgressLine {

    private static final int WIDTH = 30;
    private static final long EVERY_NANOS = 200_000_000;

    private final PrintStream out;
    private long last;

    public ProgressLine(PrintStream out) {
        this.out = out;
    }

    public synchronized void show(Progress progress) {
        long now = System.nanoTime();
        boolean done = progress.entries() >= progress.total();
        if (last != 0 && now - last < EVERY_NANOS && !done) {
            return;
        }
        last = now;
        int filled = progress.total() == 0 ? WIDTH : (int) (WIDTH * progress.entries() / progress.total());
        int bar = Math.min(filled, WIDTH);
        out.print("\r[" + "#".repeat(bar) + ".".repeat(WIDTH - bar) + "] " + progress.entries() + " of "
                + progress.total() + " entries, " + progress.log() + "  ");
        out.flush();
    }
}
