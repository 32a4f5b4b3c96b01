package org.gatehouse.server.crash;

/** Something that must not be, in words that say where to look. */
record Finding(Kind kind, String what) {

    enum Kind {
        /** A client holds a token, and the trail does not know. */
        TOKEN_WITHOUT_ENTRY,
        /** Somebody was told that it is done, and it is not. */
        ACKNOWLEDGED_BUT_LOST,
        /** One part of it is there and another is not. */
        HALF_DONE,
        /** What may be used once was used again. */
        USED_TWICE,
        /** The trail says something that did not happen, or says it twice. */
        RECORDED_WRONGLY,
        /** The trail cannot be verified. */
        TRAIL_BROKEN,
        /** An answer nobody should get, outage or not. */
        WRONG_ANSWER
    }
}
