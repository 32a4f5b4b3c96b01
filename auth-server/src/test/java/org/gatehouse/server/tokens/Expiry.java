package org.gatehouse.server.tokens;

import org.gatehouse.server.testing.TestServer;

/** What each node does once a minute. */
public final class Expiry {

    private Expiry() {}

    public static void pass(TestServer server) {
        server.bean(ExpiredTokens.class).remove();
    }
}
