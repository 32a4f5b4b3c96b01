package org.gatehouse.server.oauth.fapi2;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The modules of the OpenID Foundation's plan for this profile (each name continues {@code fapi2-security-profile-final-})
 * and the test of ours with the same intent, for whoever wants to know what is covered where.
 */
@DisplayName("OpenID Foundation, plan fapi2-security-profile-final: which test is for which module")
class ConformanceModulesTest {

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
            discovery-end-point-verification FlowTest.discoverThenOffersWhatTheProfileNeeds
            happy-flow FlowTest.signInThenBoundTokensAndTheIssuerInTheAnswer
            user-rejects-authentication FlowTest.decideWhenThePersonDeniesThenAccessDenied
            ensure-authorization-request-without-state-success FlowTest.signInWhenAnOptionalParameterIsMissingThenIssues
            ensure-authorization-request-without-nonce-success FlowTest.signInWhenAnOptionalParameterIsMissingThenIssues
            ensure-authorization-request-with-64-char-nonce-success FlowTest.signInWhenNonceAndStateAreLongThenComeBackWhole
            ensure-other-scope-order-succeeds FlowTest.signInWhenScopesComeInAnotherOrderThenIssues
            test-claims-parameter-identity-claims FlowTest.signInWhenClaimsAreNamedThenIssues
            access-token-type-header-case-sensitivity FlowTest.userInfoWhenTheSchemeIsInAnotherCaseThenAnswers
            check-dpop-proof-nbf-exp BindingTest.redeemWhenTheProofHasTimesThenTheyCount
            ensure-dpopproof-with-iat-10seconds-before-succeeds BindingTest.redeemWhenTheProofIsTenSecondsOffThenIssues
            ensure-dpopproof-with-iat-10seconds-after-succeeds BindingTest.redeemWhenTheProofIsTenSecondsOffThenIssues
            ensure-mismatched-dpop-jkt-fails BindingTest.pushWhenThumbprintAndProofDifferThenRefused
            ensure-token-endpoint-fails-with-mismatched-dpop-proof-jkt BindingTest.redeemWhenTheRequestWasPushedWithAnotherKeyThenRefused
            ensure-token-endpoint-fails-with-mismatched-dpop-jkt BindingTest.redeemWhenTheThumbprintWasOfAnotherKeyThenRefused
            ensure-dpopproof-at-par-endpoint-binding-success BindingTest.redeemWhenTheRequestWasPushedWithTheSameKeyThenIssues
            ensure-dpop-auth-code-binding-success BindingTest.redeemWhenTheThumbprintIsOfTheSameKeyThenIssues
            ensure-different-nonce-inside-and-outside-request-object PushedTest.authorizeWhenOtherValuesStandBesideTheReferenceThenOnlyThePushedOnesCount
            ensure-different-state-inside-and-outside-request-object PushedTest.authorizeWhenOtherValuesStandBesideTheReferenceThenOnlyThePushedOnesCount
            ensure-authorization-request-with-long-nonce FlowTest.signInWhenNonceAndStateAreLongThenComeBackWhole
            ensure-authorization-request-with-long-state FlowTest.signInWhenNonceAndStateAreLongThenComeBackWhole
            state-only-outside-request-object-not-used PushedTest.authorizeWhenStateStandsOnlyBesideTheReferenceThenIsNotUsed
            ensure-request-object-without-redirect-uri-fails PushedTest.pushWhenAParameterIsMissingThenRefused
            plain-fapi-tolerate-unregistered-redirect-uri PushedTest.pushWhenAParameterIsWrongThenRefused
            ensure-unsigned-authorization-request-without-using-par-fails PushedTest.authorizeWhenTheRequestWasNotPushedThenRefused
            ensure-redirect-uri-in-authorization-request PushedTest.pushWhenAParameterIsMissingThenRefused
            ensure-response-type-code-idtoken-fails PushedTest.pushWhenAParameterIsWrongThenRefused
            ensure-response-type-token-fails PushedTest.pushWhenAParameterIsWrongThenRefused
            ensure-client-id-in-token-endpoint AssertionTest.redeemWhenAnotherClientIsNamedThenRefused
            ensure-holder-of-key-required BindingTest.redeemWhenThereIsNoProofThenRefused
            ensure-authorization-code-is-bound-to-client CodeTest.redeemWhenAnotherClientHasItThenRefused
            attempt-reuse-authorization-code-after-one-second CodeTest.redeemWhenUsedASecondAgoThenRefusedAndTheTokensEnd
            ensure-token-endpoint-fails-with-expired-auth-code CodeTest.redeemWhenOlderThanAMinuteThenRefused
            ensure-signed-client-assertion-with-RS256-fails AssertionTest.redeemWhenSignedWithRs256ThenRefused
            ensure-client-assertion-in-token-endpoint AssertionTest.redeemWhenTheAssertionIsMissingThenRefused
            ensure-client-assertion-with-exp-is-5-minutes-in-past-fails AssertionTest.redeemWhenItExpiredFiveMinutesAgoThenRefused
            ensure-client-assertion-with-wrong-aud-fails AssertionTest.redeemWhenTheAudienceIsAnotherThenRefused
            ensure-client-assertion-with-no-sub-fails AssertionTest.redeemWhenThereIsNoSubjectThenRefused
            dpop-negative-tests BindingTest.redeemWhenTheProofIsForAnotherRequestThenRefused
            refresh-token FlowTest.refreshThenBoundTokensAndTheRefreshTokenStays
            par-ensure-reused-request-uri-prior-to-auth-completion-succeeds PushedTest.authorizeWhenTheReferenceIsUsedTwiceBeforeSignInThenWorks
            par-attempt-reuse-request_uri PushedTest.authorizeWhenTheReferenceWasAnsweredThenRefused
            par-attempt-to-use-expired-request_uri PushedTest.authorizeWhenTheReferenceIsOldThenRefused
            par-ensure-jwt-client-assertions-nbf-8-seconds-in-the-future-is-accepted AssertionTest.pushWhenNotValidForAnotherEightSecondsThenAccepted
            par-ensure-jwt-client-assertions-nbf-over-60-seconds-in-the-future-fails AssertionTest.pushWhenNotValidForMoreThanAMinuteThenRefused
            par-attempt-to-use-request_uri-for-different-client PushedTest.authorizeWhenTheReferenceIsAnotherClientsThenRefused
            par-authorization-request-containing-request_uri-form-param PushedTest.pushWhenAParameterIsWrongThenRefused
            par-attempt-invalid-http-method PushedTest.pushWhenTheMethodIsAnotherThenRefused
            par-ensure-pkce-required PushedTest.pushWhenAParameterIsMissingThenRefused
            ensure-pkce-code-verifier-required CodeTest.redeemWhenTheVerifierIsMissingThenRefused
            incorrect-pkce-code-verifier-rejected CodeTest.redeemWhenTheVerifierIsAnotherThenRefused
            par-plain-pkce-rejected PushedTest.pushWhenAParameterIsWrongThenRefused
            par-without-duplicate-parameters PushedTest.authorizeWhenOnlyTheReferenceComesThenWorks
            par-test-array-as-audience-fails AssertionTest.pushWhenTheAudienceIsAnArrayThenRefused
            par-test-par-endpoint-url-as-audience-fails AssertionTest.pushWhenTheAudienceIsAnEndpointThenRefused
            par-test-token-endpoint-url-as-audience-fails AssertionTest.pushWhenTheAudienceIsAnEndpointThenRefused
            """)
    void moduleThenHasATest(String module, String test) throws ClassNotFoundException {
        String[] parts = test.split("\\.");
        Class<?> type = Class.forName(getClass().getPackageName() + "." + parts[0]);

        assertThat(Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> method.getName().equals(parts[1]))
                        .filter(ConformanceModulesTest::isTest))
                .as(module)
                .hasSize(1);
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class);
    }
}
