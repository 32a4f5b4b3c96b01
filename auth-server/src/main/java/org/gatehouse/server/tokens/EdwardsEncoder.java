package org.gatehouse.server.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtEncodingException;

/** Signs with Ed25519 (RFC 8037 section 3.1), which Spring Security's own encoder has no key for. */
final class EdwardsEncoder implements JwtEncoder {

    private static final JWKSelector ED25519 = new JWKSelector(new JWKMatcher.Builder()
            .curve(Curve.Ed25519)
            .algorithm(JWSAlgorithm.EdDSA)
            .build());

    private final JWKSource<SecurityContext> keys;

    EdwardsEncoder(JWKSource<SecurityContext> keys) {
        this.keys = keys;
    }

    static boolean isFor(JwtEncoderParameters parameters) {
        JwsHeader header = parameters.getJwsHeader();
        return header != null
                && header.getAlgorithm() != null
                && JWSAlgorithm.EdDSA.getName().equals(header.getAlgorithm().getName());
    }

    @Override
    public Jwt encode(JwtEncoderParameters parameters) {
        JwtClaimsSet claims = parameters.getClaims();
        try {
            String type = Objects.requireNonNull(parameters.getJwsHeader()).getType();
            SignedJWT signed = sign(Objects.requireNonNull(type), claims);
            return new Jwt(
                    signed.serialize(),
                    claims.getIssuedAt(),
                    claims.getExpiresAt(),
                    signed.getHeader().toJSONObject(),
                    claims.getClaims());
        } catch (JOSEException ex) {
            throw new JwtEncodingException("Cannot sign with Ed25519", ex);
        }
    }

    private SignedJWT sign(String type, JwtClaimsSet claims) throws JOSEException {
        OctetKeyPair key = key();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.EdDSA)
                .type(new JOSEObjectType(type))
                .keyID(key.getKeyID())
                .build();
        SignedJWT signed = new SignedJWT(header, convert(claims));
        signed.sign(new Ed25519Signer(key));
        return signed;
    }

    private OctetKeyPair key() throws KeySourceException {
        return keys.get(ED25519, null).stream()
                .findFirst()
                .orElseThrow(() -> new JwtEncodingException("The realm has no Ed25519 key"))
                .toOctetKeyPair();
    }

    private static JWTClaimsSet convert(JwtClaimsSet claims) {
        JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder();
        claims.getClaims()
                .forEach((name, value) -> builder.claim(name, value instanceof Instant time ? Date.from(time) : value));
        return builder.build();
    }
}
