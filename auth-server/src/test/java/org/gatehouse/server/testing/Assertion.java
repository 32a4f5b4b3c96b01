package org.gatehouse.server.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jwk.JWK;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a client signs to authenticate (RFC 7523): right, unless a test changes it. */
public final class Assertion {

    public static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final JWK key;
    private final Map<String, Object> claims = new LinkedHashMap<>();
    private JWSAlgorithm algorithm;
    private UnaryOperator<JWSHeader.Builder> header = UnaryOperator.identity();

    private Assertion(JWK key) {
        this.key = key;
        this.algorithm = ClientKeys.algorithm(key);
    }

    public static Assertion of(TestServer server, String realm, String clientId, JWK key) {
        Instant now = server.clock().instant();
        return new Assertion(key)
                .with("iss", clientId)
                .with("sub", clientId)
                .with("aud", server.issuer(realm))
                .with("jti", UUID.randomUUID().toString())
                .with("iat", now.getEpochSecond())
                .with("exp", now.plusSeconds(60).getEpochSecond());
    }

    public Assertion with(String claim, @Nullable Object value) {
        claims.put(claim, value);
        return this;
    }

    public Assertion without(String claim) {
        claims.remove(claim);
        return this;
    }

    public Assertion signedBy(JWSAlgorithm other) {
        algorithm = other;
        return this;
    }

    public Assertion header(UnaryOperator<JWSHeader.Builder> change) {
        header = change;
        return this;
    }

    public String text() {
        JWSHeader.Builder builder = new JWSHeader.Builder(algorithm).keyID(key.getKeyID());
        JWSObject signed = new JWSObject(header.apply(builder).build(), new Payload(claims));
        try {
            signed.sign(ClientKeys.signer(key));
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
        return signed.serialize();
    }

    /** A request with this assertion in it. */
    public Map<String, String> on(Map<String, String> request) {
        return on(request, text());
    }

    public static Map<String, String> on(Map<String, String> request, String assertion) {
        Map<String, String> form = new LinkedHashMap<>(request);
        form.put("client_assertion_type", TYPE);
        form.put("client_assertion", assertion);
        return form;
    }
}
