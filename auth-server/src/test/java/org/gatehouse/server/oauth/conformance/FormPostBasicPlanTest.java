package org.gatehouse.server.oauth.conformance;

import org.junit.jupiter.api.DisplayName;

/** The modules of the basic plan, their answers posted: that is tested once for each kind of answer. */
@DisplayName("Plan oidcc-formpost-basic-certification-test-plan")
class FormPostBasicPlanTest extends PlanTest {

    @Override
    String table() {
        return """
                oidcc-server  oidc.IdTokenTest#redeemThenClaimsSayWhoWhenAndForWhom oidc.IdTokenTest#redeemThenTheIdTokenIsTiedToTheAccessToken oidc.FormPostTest#authorizeThenTheCodeIsPostedByAPageThatGoesNowhereElse
                oidcc-response-type-missing  rfc6749.AuthorizationRequestTest#authorizeWhenResponseTypeIsMissingThenInvalidRequestWithState
                oidcc-userinfo-get  oidc.UserInfoTest#readByGetAndPostThenTheSameClaims
                oidcc-userinfo-post-header  oidc.UserInfoTest#readByGetAndPostThenTheSameClaims
                oidcc-userinfo-post-body  oidc.UserInfoTest#readByPostWhenTokenIsInTheFormThenTheSameClaims
                oidcc-ensure-request-without-nonce-succeeds-for-code-flow  oidc.IdTokenTest#redeemWhenNonceWasNotSentThenNoneInTheToken
                oidcc-scope-profile  oidc.ScopeClaimsTest#userInfoWithProfileThenWhoItIsAndSinceWhenItIsKnown
                oidcc-scope-email  oidc.ScopeClaimsTest#userInfoWithEmailThenTheAddressAndWhetherItIsProven
                oidcc-scope-address  oidc.ScopeClaimsTest#userInfoWithAddressThenItsPartsButNoSensitiveOnes
                oidcc-scope-phone  oidc.ScopeClaimsTest#userInfoWithPhoneThenTheNumberAndWhetherItIsProven
                oidcc-scope-all  oidc.ScopeClaimsTest#userInfoWithAllScopesThenAllOfIt
                oidcc-alternate-happy-flow  oidc.IdTokenTest#redeemThenSignatureIsTheClientsAlgorithm
                oidcc-display-page  oidc.LocalesTest#authorizeWithDisplayThenCode
                oidcc-display-popup  oidc.LocalesTest#authorizeWithDisplayThenCode
                oidcc-prompt-login  oidc.PromptTest#authorizeWithPromptLoginWhenSignedInThenSignsInAgainAndOnce
                oidcc-prompt-none-not-logged-in  oidc.PromptTest#authorizeWithPromptNoneWhenNotSignedInThenLoginRequired oidc.FormPostTest#authorizeWhenRefusedThenTheErrorIsPosted
                oidcc-prompt-none-logged-in  oidc.PromptTest#authorizeWithPromptNoneWhenSignedInThenCode
                oidcc-max-age-1  oidc.PromptTest#authorizeWhenMaxAgeIsOneAndTheSignInIsOlderThenSignsInAgainAndAuthTimeMoves
                oidcc-max-age-10000  oidc.PromptTest#authorizeWhenSignInIsFreshEnoughThenCode
                oidcc-ensure-request-with-unknown-parameter-succeeds  rfc6749.AuthorizationRequestTest#authorizeWhenParameterIsUnknownThenItIsIgnored
                oidcc-id-token-hint  oidc.IdTokenHintTest#authorizeWithPromptNoneWhenThePersonIsSignedInThenCode
                oidcc-login-hint  oidc.PromptTest#authorizeWithLoginHintThenTheNameIsFilledIn
                oidcc-ui-locales  oidc.LocalesTest#authorizeWithUiLocalesThenThePagesFollow
                oidcc-claims-locales  oidc.LocalesTest#authorizeWithClaimsLocalesThenCode
                oidcc-ensure-request-with-acr-values-succeeds  oidc.ClaimsParameterTest#authorizeWithAcrValuesNobodyKnowsThenCodeAndWhatWasReached
                oidcc-codereuse  rfc6749.AuthorizationCodeTest#redeemWhenCodeWasUsedThenInvalidGrantAndTheFirstTokensDie
                oidcc-codereuse-30seconds  rfc6749.AuthorizationCodeTest#redeemWhenCodeWasUsedHalfAMinuteAgoThenTheFirstTokensDie
                oidcc-ensure-registered-redirect-uri  rfc6749.AuthorizationRequestTest#authorizeWhenRedirectUriIsNotRegisteredThenErrorPage
                oidcc-ensure-post-request-succeeds  rfc6749.AuthorizationRequestTest#authorizeByPostWhenNotSignedInThenCodeAfterSignIn oidc.FormPostTest#authorizeByPostWhenSignedInThenTheCodeIsPosted
                oidcc-server-client-secret-post  oidc.ClientSecretPostTest#redeemWhenTheSecretIsInTheBodyThenTokens
                oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported  rfc6749.AuthorizationRequestTest#authorizeWhenRequestObjectIsSentThenRefusedAsNotSupported
                oidcc-claims-essential  oidc.ClaimsParameterTest#readWhenOneClaimIsEssentialThenItAndNoOther
                oidcc-ensure-request-object-with-redirect-uri  rfc6749.AuthorizationRequestTest#authorizeWhenRequestObjectIsSentThenRefusedAsNotSupported
                oidcc-refresh-token  oidc.IdTokenTest#refreshThenAuthTimeStaysThatOfTheSignIn rfc6749.RefreshTest#refreshThenTheTokenIsAnother
                oidcc-ensure-request-with-valid-pkce-succeeds  rfc6749.AuthorizationCodeTest#redeemWhenEverythingIsRightThenTokensThatMayNotBeCached
                """;
    }
}
