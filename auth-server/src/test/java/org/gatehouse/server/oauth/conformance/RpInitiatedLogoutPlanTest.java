package org.gatehouse.server.oauth.conformance;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Plan oidcc-rp-initiated-logout-certification-test-plan")
class RpInitiatedLogoutPlanTest extends PlanTest {

    @Override
    String table() {
        return """
                oidcc-rp-initiated-logout-discovery-endpoint-verification            oidc.logout.FrontChannelLogoutTest#readMetadataThenAllThreeWaysAreOfferedWithTheSession
                oidcc-rp-initiated-logout                                            oidc.logout.RpInitiatedLogoutTest#logOutThenBackAtTheAppSignedOutAndTokensDead
                oidcc-rp-initiated-logout-bad-post-logout-redirect-uri               oidc.logout.RpInitiatedLogoutTest#logOutWhenTargetIsNotRegisteredThenErrorPageAndStillSignedIn
                oidcc-rp-initiated-logout-modified-id-token-hint                     oidc.logout.RpInitiatedLogoutTest#logOutWhenHintIsNotSignedThenErrorPageAndStillSignedIn oidc.logout.RpInitiatedLogoutTest#logOutWhenHintIsAlteredThenErrorPageAndStillSignedIn
                oidcc-rp-initiated-logout-no-id-token-hint                           oidc.logout.RpInitiatedLogoutTest#logOutWhenHintIsMissingThenAskedAndNotSentBack
                oidcc-rp-initiated-logout-no-params                                  oidc.logout.RpInitiatedLogoutTest#logOutWithoutAnyParameterThenAskedAndOwnPage
                oidcc-rp-initiated-logout-no-post-logout-redirect-uri                oidc.logout.RpInitiatedLogoutTest#logOutWithoutTargetThenOwnPage
                oidcc-rp-initiated-logout-no-state                                   oidc.logout.RpInitiatedLogoutTest#logOutWithoutStateThenBackWithoutIt
                oidcc-rp-initiated-logout-only-state                                 oidc.logout.RpInitiatedLogoutTest#logOutWithOnlyAStateThenAskedAndOwnPage
                oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri    oidc.logout.RpInitiatedLogoutTest#logOutWhenTargetIsNotRegisteredThenErrorPageAndStillSignedIn
                oidcc-rp-initiated-logout-bad-id-token-hint                          oidc.logout.RpInitiatedLogoutTest#logOutWhenHintIsNoTokenThenErrorPageAndStillSignedIn
                """;
    }
}
