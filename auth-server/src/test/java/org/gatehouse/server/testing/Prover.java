package org.gatehouse.server.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Holds a key and proves it (RFC 9449): proofs that are right unless a test changes them. */
public final class Prover {

    private static final RSAKey RSA = generate(() -> new RSAKeyGenerator(2048).generate());

    private final JWSAlgorithm algorithm;
    private final JWK key;
    private final TestServer server;

    private Prover(TestServer server, JWSAlgorithm algorithm, JWK key) {
        this.server = server;
        this.algorithm = algorithm;
        this.key = key;
    }

    public static Prover of(TestServer server) {
        return new Prover(server, JWSAlgorithm.ES256, generate(() -> new ECKeyGenerator(Curve.P_256).generate()));
    }

    public static Prover of(TestServer server, JWSAlgorithm algorithm) {
        if (JWSAlgorithm.Family.RSA.contains(algorithm)) {
            return new Prover(server, algorithm, RSA);
        }
        return algorithm.equals(JWSAlgorithm.EdDSA)
                ? new Prover(server, algorithm, generate(() -> new OctetKeyPairGenerator(Curve.Ed25519).generate()))
                : of(server);
    }

    public JWK key() {
        return key;
    }

    public String thumbprint() {
        return generate(() -> key.computeThumbprint().toString());
    }

    /** The header of a good proof, name and value. */
    public String[] header(String method, String path) {
        return new String[] {"DPoP", proof(method, path)};
    }

    public String proof(String method, String path) {
        return proof(method, path, claims -> {});
    }

    public String proof(String method, String path, Consumer<JWTClaimsSet.Builder> changes) {
        return signed(new JOSEObjectType("dpop+jwt"), claims(method, path, changes));
    }

    /** A proof for a resource, with the hash of the token. */
    public String proofOf(String token, String method, String path) {
        return proof(method, path, claims -> claims.claim("ath", hash(token)));
    }

    public JWTClaimsSet claims(String method, String path, Consumer<JWTClaimsSet.Builder> changes) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .claim("htm", method)
                .claim("htu", server.uri(path).toString())
                .issueTime(Date.from(now()));
        changes.accept(claims);
        return claims.build();
    }

    public String signed(JOSEObjectType type, JWTClaimsSet claims) {
        JWSHeader header = new JWSHeader.Builder(algorithm)
                .type(type)
                .jwk(key.toPublicJWK())
                .build();
        return signed(header, claims);
    }

    public String signed(JWSHeader header, JWTClaimsSet claims) {
        SignedJWT jwt = new SignedJWT(header, claims);
        generate(() -> {
            jwt.sign(signer());
            return jwt;
        });
        return jwt.serialize();
    }

    /** A proof whose header is written out by hand, for what no library would make. */
    public String handmade(Map<String, Object> header, JWTClaimsSet claims) {
        return generate(() -> {
            String input = base64(com.nimbusds.jose.util.JSONObjectUtils.toJSONString(header)) + "."
                    + base64(claims.toString());
            JWSHeader real = new JWSHeader(algorithm);
            return input + "." + signer().sign(real, input.getBytes(StandardCharsets.US_ASCII));
        });
    }

    public Instant now() {
        return server.clock().instant();
    }

    public Answer token(RelyingApp app, Map<String, String> form) {
        return app.post("/oauth2/token", form, header("POST", app.path("/oauth2/token")));
    }

    public Answer tokens(RelyingApp app, Person person) {
        return token(app, app.redemption(app.code(new Browser(server), person)));
    }

    public Answer refresh(RelyingApp app, String refreshToken) {
        return token(app, app.refreshment(refreshToken));
    }

    public Answer userInfo(RelyingApp app, String token) {
        String path = app.path("/userinfo");
        return new Browser(server).get(path, "Authorization", "DPoP " + token, "DPoP", proofOf(token, "GET", path));
    }

    public static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private JWSSigner signer() throws JOSEException {
        if (key instanceof RSAKey rsa) {
            return new RSASSASigner(rsa);
        }
        return key instanceof OctetKeyPair pair ? new Ed25519Signer(pair) : new ECDSASigner((ECKey) key);
    }

    private interface Making<T> {
        T make() throws JOSEException;
    }

    private static <T> T generate(Making<T> making) {
        try {
            return making.make();
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
