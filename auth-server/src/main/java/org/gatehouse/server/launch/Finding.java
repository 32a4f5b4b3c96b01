package org.gatehouse.server.launch;

/**
 * What one check of {@code doctor} says.
 *
 * @param fix what to do about it, empty when nothing needs doing
 */
record Finding(String check, Status status, String message, String fix) {

    enum Status {
        OK,
        /** Works, and could be better. */
        NOTE,
        BROKEN
    }

    static Finding ok(String check, String message) {
        return new Finding(check, Status.OK, message, "");
    }

    static Finding note(String check, String message, String fix) {
        return new Finding(check, Status.NOTE, message, fix);
    }

    static Finding broken(String check, String message, String fix) {
        return new Finding(check, Status.BROKEN, message, fix);
    }
}
