package org.gatehouse.server.federation.entraid;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The payload of an ID token of a member, with the claims a test wants otherwise. */
final class EntraToken {

    static final String CONTOSO = "11111111-2222-4333-8444-555555555555";
    static final String FABRIKAM = "99999999-8888-4777-8666-555555555555";
    static final String ALICE = "aaaaaaaa-0000-4000-8000-000000000001";
    static final String SUB = "AAAAbbbbCCCCddddEEEEffffGGGGhhhhIIIIjjjjKKK";

    private final Map<String, Object> claims;

    private EntraToken(Map<String, Object> claims) {
        this.claims = claims;
    }

    static EntraToken member() {
        try {
            return new EntraToken(JWTClaimsSet.parse(resource("member.json")).toJSONObject());
        } catch (ParseException ex) {
            throw new IllegalStateException(ex);
        }
    }

    static EntraToken of(String tenant) {
        return member().with("tid", tenant).with("iss", issuer(tenant));
    }

    static String issuer(String tenant) {
        return "https://login.microsoftonline.com/" + tenant + "/v2.0";
    }

    EntraToken with(String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        changed.put(name, value);
        return new EntraToken(changed);
    }

    EntraToken without(String name) {
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        changed.remove(name);
        return new EntraToken(changed);
    }

    JWTClaimsSet claims() {
        try {
            return JWTClaimsSet.parse(claims);
        } catch (ParseException ex) {
            throw new IllegalStateException(ex);
        }
    }

    static String resource(String name) {
        try (InputStream file = EntraToken.class.getResourceAsStream("/federation/entra/" + name)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
