package org.gatehouse.audit.bench;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.GeneralSecurityException;
import org.gatehouse.audit.merkle.LeafHash;

/**
 * What an entry cannot do without, on a thread that does nothing else: its leaf hash, the seal of its actor and that seal's
 * digest. The bars in microseconds were set on a machine that takes 1.5 µs for it; others compare by it.
 */
final class Yardstick {

    private static final int TIMES = 200_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final byte[] head = new byte[200];
    private final byte[] detail = new byte[50];
    private final byte[] segment = new byte[100];
    private final byte[] place = new byte[37];
    private final AesGcmJce key = new AesGcmJce(new byte[32]);

    private Yardstick() throws GeneralSecurityException {}

    /** CPU of one, in microseconds. */
    static double micros() throws GeneralSecurityException {
        Yardstick yardstick = new Yardstick();
        yardstick.run();
        long before = THREADS.getCurrentThreadCpuTime();
        yardstick.run();
        return (THREADS.getCurrentThreadCpuTime() - before) / 1e3 / TIMES;
    }

    private void run() throws GeneralSecurityException {
        for (int i = 0; i < TIMES; i++) {
            byte[] seal = key.encrypt(segment, place);
            System.arraycopy(LeafHash.plain(seal), 0, head, 64, LeafHash.LENGTH);
            System.arraycopy(LeafHash.of(head, detail), 0, head, 96, LeafHash.LENGTH);
        }
    }
}
