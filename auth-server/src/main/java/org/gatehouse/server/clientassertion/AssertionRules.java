package org.gatehouse.server.clientassertion;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.client.ClientProfile;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What an assertion must say (RFC 7523 section 3, OpenID Connect Core 1.0 section 9, and for clients of that profile FAPI
 * 2.0 Security Profile section 5.3.2.1). Everything here is checked before any key is fetched.
 */
@Component
class AssertionRules {

    /** RFC 8725 section 3.1: a list of our own, whatever the header says. */
    static final List<JWSAlgorithm> ALGORITHMS =
            List.of(JWSAlgorithm.ES256, JWSAlgorithm.PS256, JWSAlgorithm.EdDSA, JWSAlgorithm.RS256);

    /** An assertion lives at most this long from now; the clock of the client may be ahead by {@link #AHEAD}. */
    static final Duration LONGEST_LIFE = Duration.ofMinutes(5);

    /** The profile accepts 10 s and refuses more than 60 s; half-way, the time a request takes changes neither. */
    static final Duration AHEAD = Duration.ofSeconds(30);

    /** How much the client's clock may be behind. */
    static final Duration BEHIND = Duration.ofSeconds(10);

    private static final int LONGEST_ID = 255;

    /** RFC 8725 section 3.11: a JWT that says it is something else is not one of these, whoever signed it. */
    private static final Set<String> TYPES = Set.of("jwt", "client-authentication+jwt");

    /** Whose URL many clients take for the audience: all endpoints at which clients authenticate. */
    private static final List<String> ENDPOINTS = List.of(
            "/oauth2/token",
            "/oauth2/par",
            "/oauth2/introspect",
            "/oauth2/revoke",
            "/oauth2/device_authorization");

    private final Clock clock;

    AssertionRules(Clock clock) {
        this.clock = clock;
    }

    void check(Assertion assertion, Realm realm, ClientDefinition client) {
        boolean isFapi = client.features().profile() == ClientProfile.FAPI2;
        checkHeader(assertion.header(), isFapi);
        checkClient(assertion.claims(), client);
        if (!isAudience(assertion.members().get("aud"), realm, isFapi)) {
            throw new RefusedAssertion(Fault.AUDIENCE);
        }
        checkTimes(assertion.claims());
        String id = assertion.id();
        if (id == null || id.isEmpty() || id.length() > LONGEST_ID) {
            throw new RefusedAssertion(Fault.ID);
        }
    }

    /** Keys the header brings along or points to are never looked at: whoever forges an assertion writes them. */
    private static void checkHeader(JWSHeader header, boolean isFapi) {
        boolean known = ALGORITHMS.contains(header.getAlgorithm());
        if (!known || isFapi && header.getAlgorithm().equals(JWSAlgorithm.RS256)) { // FAPI 2.0 section 5.4.1
            throw new RefusedAssertion(Fault.ALGORITHM);
        }
        JOSEObjectType type = header.getType();
        boolean isOther = type != null && !TYPES.contains(type.getType().toLowerCase(Locale.ROOT));
        boolean isCritical = header.getCriticalParams() != null && !header.getCriticalParams().isEmpty();
        if (isOther || isCritical || !header.isBase64URLEncodePayload()) { // RFC 7515 section 4.1.11, RFC 7797 section 7
            throw new RefusedAssertion(Fault.HEADER);
        }
    }

    private static void checkClient(JWTClaimsSet claims, ClientDefinition client) {
        if (!client.id().equals(claims.getIssuer()) || !client.id().equals(claims.getSubject())) {
            throw new RefusedAssertion(Fault.ISSUER);
        }
    }

    /**
     * One audience and no other: with a second one, the assertion could be handed on to there, or come from there. An
     * endpoint's URL is not enough for FAPI, because another server may give it out as its own.
     */
    private static boolean isAudience(@Nullable Object audience, Realm realm, boolean isFapi) {
        if (isFapi) {
            return realm.issuer().equals(audience);
        }
        Object one = audience instanceof List<?> list && list.size() == 1 ? list.get(0) : audience;
        return realm.issuer().equals(one)
                || ENDPOINTS.stream().anyMatch(path -> (realm.issuer() + path).equals(one));
    }

    private void checkTimes(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Date expires = claims.getExpirationTime();
        if (expires == null
                || !expires.toInstant().isAfter(now.minus(BEHIND))
                || expires.toInstant().isAfter(now.plus(LONGEST_LIFE).plus(AHEAD))) {
            throw new RefusedAssertion(Fault.EXPIRY);
        }
        if (isAhead(claims.getNotBeforeTime(), now) || isAhead(claims.getIssueTime(), now)) {
            throw new RefusedAssertion(Fault.NOT_YET);
        }
    }

    private static boolean isAhead(@Nullable Date time, Instant now) {
        return time != null && time.toInstant().isAfter(now.plus(AHEAD));
    }
}
