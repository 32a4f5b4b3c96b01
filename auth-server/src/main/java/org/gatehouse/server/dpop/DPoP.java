package org.gatehouse.server.dpop;

import com.nimbusds.jose.JWSAlgorithm;
import jakarta.servlet.Filter;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.gatehouse.server.authorization.ProtocolFeature;
import org.gatehouse.server.authorization.Refusals;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.tokens.AccessTokenClaims;
import org.gatehouse.server.tokens.SenderKey;
import org.gatehouse.server.tokens.TokenTerms;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.stereotype.Component;

/** Demonstrating proof of possession (RFC 9449) at a realm's endpoints. */
@Component
class DPoP implements ProtocolFeature, AccessTokenClaims {

    /** RFC 9449 section 10: base64url of a SHA-256. */
    private static final Pattern THUMBPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final Proofs proofs;
    private final AccessProofs accessProofs;
    private final JwtDecoder accessTokens;
    private final Refusals refusals;

    DPoP(Proofs proofs, AccessProofs accessProofs, JwtDecoder accessTokens, Refusals refusals) {
        this.proofs = proofs;
        this.accessProofs = accessProofs;
        this.accessTokens = accessTokens;
        this.refusals = refusals;
    }

    @Override
    public List<Filter> endpointFilters() {
        return List.of(
                new ClientProofFilter(proofs, refusals), new AccessProofFilter(accessProofs, accessTokens, refusals));
    }

    @Override
    public void check(OAuth2AuthorizationCodeRequestAuthenticationContext request) {
        OAuth2AuthorizationCodeRequestAuthenticationToken asked = request.getAuthentication();
        Object key = asked.getAdditionalParameters().get("dpop_jkt");
        if (key != null && !THUMBPRINT.matcher(key.toString()).matches()) {
            OAuth2Error error =
                    new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, "dpop_jkt is no thumbprint of a key.", null);
            throw new OAuth2AuthorizationCodeRequestAuthenticationException(error, asked);
        }
    }

    /** RFC 9449 section 6.1. */
    @Override
    public void add(Realm realm, OAuth2TokenContext context, TokenTerms terms, JwtClaimsSet.Builder claims) {
        SenderKey.current().ifPresent(key -> claims.claim("cnf", Map.of("jkt", key)));
    }

    @Override
    public void describe(Realm realm, Map<String, Object> metadata) {
        metadata.put(
                "dpop_signing_alg_values_supported",
                ProofKey.ALGORITHMS.stream().map(JWSAlgorithm::getName).toList());
    }
}
