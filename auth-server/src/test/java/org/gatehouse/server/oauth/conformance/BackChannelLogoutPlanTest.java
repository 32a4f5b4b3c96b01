package org.gatehouse.server.oauth.conformance;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Plan oidcc-backchannel-rp-initiated-logout-certification-test-plan")
class BackChannelLogoutPlanTest extends PlanTest {

    @Override
    String table() {
        return """
                oidcc-backchannel-logout-discovery-endpoint-verification    oidc.logout.FrontChannelLogoutTest#readMetadataThenAllThreeWaysAreOfferedWithTheSession
                oidcc-backchannel-rp-initiated-logout                       oidc.logout.BackChannelLogoutTest#logOutByOneClientThenTheOthersAreTold oidc.logout.BackChannelLogoutTest#signOutThenEveryClientOfTheSignInGetsATokenOfItsOwn
                """;
    }
}
