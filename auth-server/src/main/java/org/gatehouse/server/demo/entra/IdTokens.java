package org.gatehouse.server.demo.entra;

import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes ID tokens as version 2.0 does. */
final class IdTokens {

    /** More groups a token does not list. */
    private static final int MOST_GROUPS = 200;

    private static final Duration LIFETIME = Duration.ofMinutes(65);
    private static final Duration EARLIER = Duration.ofMinutes(5);

    private IdTokens() {}

    static String of(SignIn signIn, Addresses addresses, Keys keys, Troubles troubles, Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        addProtocol(claims, signIn, addresses, now);
        addPerson(claims, signIn.person(), signIn.request().clientId());
        addGroups(claims, signIn.person(), troubles);
        signIn.person().further().forEach((name, value) -> set(claims, name, value));
        troubles.claims().forEach((name, value) -> set(claims, name, value));
        boolean isPersonal = signIn.person().tenant().id().equals(Addresses.PERSONAL);
        Keys.Key key = isPersonal ? keys.consumer() : keys.work();
        return troubles.signer().apply(keys, key).sign(claimsSet(claims));
    }

    private static void addProtocol(Map<String, Object> claims, SignIn signIn, Addresses addresses, Instant now) {
        AuthorizationRequest request = signIn.request();
        claims.put("ver", "2.0");
        claims.put("iss", addresses.issuer(signIn.person().tenant().id()));
        claims.put("aud", request.clientId());
        claims.put("iat", now.minus(EARLIER).getEpochSecond());
        claims.put("nbf", now.minus(EARLIER).getEpochSecond());
        claims.put("exp", now.plus(LIFETIME).getEpochSecond());
        claims.put("nonce", request.parameters().getOrDefault("nonce", ""));
        claims.put("auth_time", signIn.at().getEpochSecond());
        claims.put("sid", signIn.session());
        claims.put("uti", UUID.randomUUID().toString());
        claims.put("aio", "opaque");
        if (request.context() != null) {
            claims.put("acrs", List.of(request.context()));
        }
    }

    private static void addPerson(Map<String, Object> claims, Person person, String clientId) {
        claims.put("tid", person.tenant().id());
        claims.put("oid", person.objectId());
        claims.put("sub", pairwise(person, clientId));
        claims.put("name", person.name());
        claims.put("acct", 0);
        if (person.email() != null) {
            claims.put("preferred_username", person.email());
            claims.put("email", person.email());
            claims.put("xms_edov", true);
        }
        if (!person.roles().isEmpty()) {
            claims.put("roles", person.roles());
        }
    }

    /** Another subject for each application. */
    private static String pairwise(Person person, String clientId) {
        byte[] seed = (person.tenant().id() + person.objectId() + clientId).getBytes(StandardCharsets.UTF_8);
        String name = UUID.nameUUIDFromBytes(seed).toString().replace("-", "");
        return "P-" + Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    /** Too many are not cut short: the token says that they are elsewhere, at an address of a service long gone. */
    private static void addGroups(Map<String, Object> claims, Person person, Troubles troubles) {
        if (person.groups().size() > MOST_GROUPS) {
            claims.put("_claim_names", Map.of("groups", "src1"));
            claims.put("_claim_sources", Map.of("src1", Map.of("endpoint", troubles.groupsEndpoint(person))));
        } else if (!person.groups().isEmpty()) {
            claims.put("groups", person.groups());
        }
    }

    private static void set(Map<String, Object> claims, String name, @Nullable Object value) {
        if (value == null) {
            claims.remove(name);
        } else {
            claims.put(name, value);
        }
    }

    private static JWTClaimsSet claimsSet(Map<String, Object> claims) {
        try {
            return JWTClaimsSet.parse(claims);
        } catch (ParseException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
