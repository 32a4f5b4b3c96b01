package org.gatehouse.server.federation;

import org.gatehouse.server.testing.TestServer;

/** What is done each minute about sessions that are over. */
public final class ProviderSignOutRun {

    private ProviderSignOutRun() {}

    public static void of(TestServer server) {
        server.bean(ProviderSignOut.class).tidy();
    }
}
