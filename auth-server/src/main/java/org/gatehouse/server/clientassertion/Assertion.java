package org.gatehouse.server.clientassertion;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An assertion as it was presented: read, not believed. Anything but three parts is none, so that nothing here is ever
 * decrypted or inflated (RFC 8725 section 2.4 to 2.6).
 *
 * @param text as presented
 * @param members the claims as they were written, where it matters (a string is not an array of one)
 */
record Assertion(String text, SignedJWT jwt, JWTClaimsSet claims, Map<String, Object> members) {

    /** Longer ones are none: a handful of claims fits into a tenth. */
    private static final int LONGEST = 8_192;

    static Assertion read(String text) {
        if (text.length() > LONGEST) {
            throw new RefusedAssertion(Fault.MALFORMED);
        }
        try {
            SignedJWT jwt = SignedJWT.parse(text);
            Map<String, Object> members = jwt.getPayload().toJSONObject();
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            if (members == null || claims == null) {
                throw new RefusedAssertion(Fault.MALFORMED);
            }
            return new Assertion(text, jwt, claims, members);
        } catch (ParseException | IllegalArgumentException ex) {
            throw new RefusedAssertion(Fault.MALFORMED);
        }
    }

    JWSHeader header() {
        return jwt.getHeader();
    }

    @Nullable String id() {
        return claims.getJWTID();
    }

    @Override
    public String toString() {
        return "Assertion"; // as good as a password for as long as it is valid
    }
}
