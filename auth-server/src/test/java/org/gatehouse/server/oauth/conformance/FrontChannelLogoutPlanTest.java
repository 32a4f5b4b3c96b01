package org.gatehouse.server.oauth.conformance;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Plan oidcc-frontchannel-rp-initiated-logout-certification-test-plan")
class FrontChannelLogoutPlanTest extends PlanTest {

    @Override
    String table() {
        return """
                oidcc-frontchannel-logout-discovery-endpoint-verification    oidc.logout.FrontChannelLogoutTest#readMetadataThenAllThreeWaysAreOfferedWithTheSession
                oidcc-frontchannel-rp-initiated-logout                       oidc.logout.FrontChannelLogoutTest#logOutByAClientThenFramesFirstAndThenOnToIt
                """;
    }
}
