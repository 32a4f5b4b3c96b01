package org.gatehouse.server.passkey;

/** What an authenticator is asked for. A challenge is good for one purpose. The names are stored for minutes. */
enum Purpose {
    ENROL,
    /** Who it is, and both factors at once. */
    SIGN_IN,
    /** The second factor of somebody who has given the first. */
    SECOND_FACTOR
}
