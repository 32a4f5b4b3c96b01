package org.gatehouse.server.password;

/** How busy the hashing of passwords is, for whatever watches the service by JMX. */
public interface HashQueueMXBean {

    /** Hashes that are computed at this moment; each holds 19 MiB. */
    int getRunning();

    /** Of those, the most at once. */
    int getAtMost();

    /** Sign-ins that wait for their turn at this moment. */
    int getWaiting();

    /** How many waited too long and were answered 503, since the service started. */
    long getRefused();

    /** How many hashes there were since the service started. */
    long getComputed();
}
