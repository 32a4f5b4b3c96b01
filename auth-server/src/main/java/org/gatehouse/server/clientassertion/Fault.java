package org.gatehouse.server.clientassertion;

import java.util.Locale;

/** What is wrong with an assertion. Operators read it in the trail; the client only learns that it is not let in. */
enum Fault {
    TYPE,
    QUERY,
    MALFORMED,
    ALGORITHM,
    HEADER,
    ISSUER,
    CLIENT_ID,
    AUDIENCE,
    EXPIRY,
    NOT_YET,
    ID,
    KEYS,
    SIGNATURE,
    REPLAY;

    String code() {
        return "assertion-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
