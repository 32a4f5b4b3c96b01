package org.gatehouse.server.crash;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Whether the service is believed to be well: the load does not knock at a closed door for long. */
final class Calm {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turned = lock.newCondition();
    private boolean calm;

    void ends() {
        turn(false);
    }

    void begins() {
        turn(true);
    }

    /** Waits for it, but not for long: part of the load should meet the trouble. */
    void await(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (!calm && left > 0) {
                left = turned.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void turn(boolean toCalm) {
        lock.lock();
        try {
            calm = toCalm;
            turned.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
