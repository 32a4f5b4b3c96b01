package org.gatehouse.server.factor.totp;

import java.util.UUID;

/** What came of a code somebody typed. */
public sealed interface TotpUse {

    /** @param factor whose code it was */
    record Accepted(UUID factor) implements TotpUse {}

    /** It was right, and its step is used: the person waits for the next code. */
    record Again() implements TotpUse {}

    record Wrong() implements TotpUse {}
}
