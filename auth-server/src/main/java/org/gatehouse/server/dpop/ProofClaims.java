package org.gatehouse.server.dpop;

import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a proof says: for which request, when, and for which access token (RFC 9449 section 4.3, rules 3 and 8 to 12). */
record ProofClaims(JWTClaimsSet claims) {

    /** How old a proof may be. It is made for one request; the rest is the network, and clocks that are late. */
    static final Duration OLDEST = Duration.ofSeconds(60);

    /** How far ahead the clock of its maker may be. FAPI 2.0 (5.3.2.1) demands 10 seconds and allows 60. */
    static final Duration AHEAD = Duration.ofSeconds(30);

    private static final int LONGEST_ID = 128;

    /** @return its {@code jti} */
    String id() {
        String id = claims.getJWTID();
        if (id == null || id.isBlank() || id.length() > LONGEST_ID) {
            throw new InvalidProofException("Its jti is missing, or longer than " + LONGEST_ID + " characters.");
        }
        return id;
    }

    void requireFor(HttpServletRequest request) {
        if (!request.getMethod().equals(claims.getClaim("htm"))) {
            throw new InvalidProofException("Its htm is not the method of this request.");
        }
        String address = request.getRequestURL().toString();
        if (!(claims.getClaim("htu") instanceof String target) || !Objects.equals(target(target), target(address))) {
            throw new InvalidProofException("Its htu is not the address of this request.");
        }
    }

    /** RFC 9449 section 4.3: without query and fragment, and after the normalization of RFC 3986 section 6.2. */
    private static @Nullable URI target(String text) {
        try {
            URI uri = new URI(text).normalize();
            boolean standard = uri.getPort() == ("https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80);
            return uri.getScheme() == null || uri.getHost() == null
                    ? null
                    : new URI(
                            lower(uri.getScheme()),
                            null,
                            lower(uri.getHost()),
                            standard ? -1 : uri.getPort(),
                            uri.getPath(),
                            null,
                            null);
        } catch (URISyntaxException ex) {
            return null;
        }
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    void requireTimely(Instant now) {
        Date issuedAt = claims.getIssueTime();
        Instant latest = now.plus(AHEAD);
        if (issuedAt == null
                || issuedAt.toInstant().isAfter(latest)
                || issuedAt.toInstant().isBefore(now.minus(OLDEST))) {
            throw new InvalidProofException("Its iat is missing, or not the present time.");
        }
        if (is(claims.getExpirationTime(), end -> !end.isAfter(now))
                || is(claims.getNotBeforeTime(), start -> start.isAfter(latest))) {
            throw new InvalidProofException("It has expired, or is not valid yet.");
        }
    }

    private static boolean is(@Nullable Date date, Predicate<Instant> condition) {
        return date != null && condition.test(date.toInstant());
    }

    void requireOf(String accessToken) {
        byte[] expected = Hashes.base64(accessToken).getBytes(StandardCharsets.US_ASCII);
        if (!(claims.getClaim("ath") instanceof String hash)
                || !MessageDigest.isEqual(expected, hash.getBytes(StandardCharsets.UTF_8))) {
            throw new InvalidProofException("Its ath is not the hash of the access token.");
        }
    }
}
