package org.gatehouse.server.authorization;

import java.util.List;
import org.gatehouse.server.testing.TestServer;

/** The paths at which the framework answers for us, as no request mapping knows them. */
public final class ProtocolPatterns {

    private ProtocolPatterns() {}

    public static List<String> of(TestServer server) {
        return List.of(ProtocolEndpoints.patterns(server.beans(ProtocolFeature.class)));
    }
}
