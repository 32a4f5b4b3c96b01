package org.gatehouse.server.oauth.conformance;

import org.junit.jupiter.api.DisplayName;

/** The modules about request objects expect these, or that they are refused, as here. */
@DisplayName("Plan oidcc-dynamic-certification-test-plan")
class DynamicPlanTest extends PlanTest {

    @Override
    String table() {
        return """
                oidcc-idtoken-rs256                               oidc.IdTokenTest#redeemThenSignatureIsTheClientsAlgorithm
                oidcc-idtoken-unsigned                            rfc7591.RegistrationTest#registerWhenMetadataIsNotOfferedThenInvalidClientMetadata
                oidcc-userinfo-rs256                              rfc7591.RegistrationTest#registerWhenMetadataIsNotOfferedThenInvalidClientMetadata
                oidcc-ensure-redirect-uri-in-authorization-request rfc6749.AuthorizationRequestTest#authorizeWhenRedirectUriIsMissingThenErrorPage
                oidcc-redirect-uri-query-OK                       rfc7591.OpenRegistrationTest#authorizeWhenTheRegisteredQueryIsMissingOtherOrLongerThenNoRedirect
                oidcc-redirect-uri-query-mismatch                 rfc7591.OpenRegistrationTest#authorizeWhenTheRegisteredQueryIsMissingOtherOrLongerThenNoRedirect
                oidcc-redirect-uri-query-added                    rfc7591.OpenRegistrationTest#authorizeWhenTheRegisteredQueryIsMissingOtherOrLongerThenNoRedirect
                oidcc-redirect-uri-regfrag                        rfc7591.RegistrationTest#registerWhenAWebClientsRedirectUriIsNotSafeThenInvalidRedirectUri
                oidcc-discovery-endpoint-verification             rfc8414.MetadataTest#readThenOnlyWhatWorksIsOffered rfc7591.RegistrationTest#registerWhenTheRealmIsClosedThenThereIsNoSuchEndpoint
                oidcc-server                                      rfc7591.RegistrationTest#registeredClientThenPeopleAreAskedAndSignInWithoutACodeChallenge
                oidcc-registration-logo-uri                       rfc7591.RegistrationTest#registeredClientThenPeopleAreAskedAndSignInWithoutACodeChallenge
                oidcc-registration-policy-uri                     rfc7591.RegistrationTest#registeredClientThenPeopleAreAskedAndSignInWithoutACodeChallenge
                oidcc-registration-tos-uri                        rfc7591.RegistrationTest#registeredClientThenPeopleAreAskedAndSignInWithoutACodeChallenge
                oidcc-registration-jwks-uri                       rfc7591.OpenRegistrationTest#registerWithPublishedOrWrittenKeysThenTheClientSignsToAuthenticate
                oidcc-registration-sector-uri                     rfc7591.OpenRegistrationTest#sectorWhenItNamesEachRedirectUriThenRegistered
                oidcc-registration-sector-bad                     rfc7591.OpenRegistrationTest#sectorWhenItDoesNotNameTheRedirectUriOrIsNoListThenRefused
                oidcc-server-rotate-keys                          keys.KeyRotationTest#rotateInMidFlowThenNothingBreaks
                oidcc-refresh-token-rp-key-rotation               rfc7523.PublishedKeysTest#tokenWhenTheClientBeginsToUseANewKeyThenFetchesIt
                oidcc-request-uri-unsigned                        rfc6749.AuthorizationRequestTest#authorizeWhenRequestObjectIsSentThenRefusedAsNotSupported
                oidcc-request-uri-signed-rs256                    rfc6749.AuthorizationRequestTest#authorizeWhenRequestObjectIsSentThenRefusedAsNotSupported
                oidcc-ensure-request-object-with-redirect-uri     rfc6749.AuthorizationRequestTest#authorizeWhenRequestObjectIsSentThenRefusedAsNotSupported
                oidcc-refresh-token                               rfc6749.RefreshTest#refreshThenTheTokenIsAnother
                oidcc-ensure-client-assertion-with-iss-aud-succeeds rfc7523.ClientAssertionTest#tokenWhenTheAudienceIsTheIssuerOrAnEndpointThenIssues
                """;
    }
}
