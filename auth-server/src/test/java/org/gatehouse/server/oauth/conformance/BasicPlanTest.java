package org.gatehouse.server.oauth.conformance;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Plan oidcc-basic-certification-test-plan")
class BasicPlanTest extends PlanTest {

    @Override
    String table() {
        return """
                oidcc-server               oidc.IdTokenTest#redeemThenClaimsSayWhoWhenAndForWhom
                oidcc-prompt-login         oidc.PromptTest#authorizeWithPromptLoginWhenSignedInThenSignsInAgainAndOnce
                oidcc-codereuse            rfc6749.AuthorizationCodeTest#redeemWhenCodeWasUsedThenFamilyEnds
                """;
    }
}
