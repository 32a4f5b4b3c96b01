package com.example.backoffice;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;

/** One sign-in with the OAuth 2 SDK of Nimbus: where to send the browser, and what to do when it comes back. */
public final class SignIn {

    private final OIDCProviderMetadata provider;
    private final ClientSecretBasic client;
    private final URI redirectUri;
    private final State state = new State();
    private final Nonce nonce = new Nonce();
    private final CodeVerifier verifier = new CodeVerifier();

    private SignIn(OIDCProviderMetadata provider, ClientSecretBasic client, URI redirectUri) {
        this.provider = provider;
        this.client = client;
        this.redirectUri = redirectUri;
    }

    /** Reads what the issuer says of itself. */
    public static SignIn at(String issuer, String clientId, String secret, URI redirectUri)
            throws GeneralException, IOException {
        return new SignIn(
                OIDCProviderMetadata.resolve(new Issuer(issuer)),
                new ClientSecretBasic(new ClientID(clientId), new Secret(secret)),
                redirectUri);
    }

    /** Where the browser goes. */
    public URI begin() {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope("openid", "profile", "email"), client.getClientID(), redirectUri)
                .endpointURI(provider.getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /** What the browser came back with becomes tokens, when it is the answer to this very request. */
    public OIDCTokens finish(URI callback) throws GeneralException, IOException, BadJOSEException, JOSEException {
        AuthenticationSuccessResponse answer =
                AuthenticationResponseParser.parse(callback).toSuccessResponse();
        if (!state.equals(answer.getState()) || !provider.getIssuer().equals(answer.getIssuer())) {
            throw new GeneralException("This answers another request, or another server answers");
        }
        AuthorizationCode code = answer.getAuthorizationCode();
        OIDCTokens tokens = tokens(new AuthorizationCodeGrant(code, redirectUri, verifier));
        check(tokens);
        return tokens;
    }

    /** Who signed in, as the ID token says after every check of OpenID Connect Core 3.1.3.7. */
    public IDTokenClaimsSet check(OIDCTokens tokens) throws GeneralException, IOException, BadJOSEException, JOSEException {
        IDTokenValidator validator = new IDTokenValidator(
                provider.getIssuer(),
                client.getClientID(),
                JWSAlgorithm.RS256,
                provider.getJWKSetURI().toURL());
        return validator.validate(tokens.getIDToken(), nonce);
    }

    public UserInfo person(AccessToken token) throws ParseException, IOException {
        UserInfoRequest request = new UserInfoRequest(provider.getUserInfoEndpointURI(), token);
        return UserInfoResponse.parse(request.toHTTPRequest().send())
                .toSuccessResponse()
                .getUserInfo();
    }

    /** Refresh tokens are rotated: keep the one that comes back, and forget this one. */
    public OIDCTokens refresh(RefreshToken token) throws ParseException, IOException {
        return tokens(new RefreshTokenGrant(token));
    }

    public boolean isActive(AccessToken token) throws ParseException, IOException {
        TokenIntrospectionRequest request =
                new TokenIntrospectionRequest(provider.getIntrospectionEndpointURI(), client, token);
        return TokenIntrospectionResponse.parse(request.toHTTPRequest().send())
                .toSuccessResponse()
                .isActive();
    }

    /** Ends everything that came of this sign-in for this client. */
    public void revoke(RefreshToken token) throws IOException {
        new TokenRevocationRequest(provider.getRevocationEndpointURI(), client, token)
                .toHTTPRequest()
                .send();
    }

    private OIDCTokens tokens(AuthorizationGrant grant) throws ParseException, IOException {
        TokenRequest request = new TokenRequest.Builder(provider.getTokenEndpointURI(), client, grant).build();
        OIDCTokenResponse response = (OIDCTokenResponse)
                OIDCTokenResponseParser.parse(request.toHTTPRequest().send()).toSuccessResponse();
        return response.getOIDCTokens();
    }
}
