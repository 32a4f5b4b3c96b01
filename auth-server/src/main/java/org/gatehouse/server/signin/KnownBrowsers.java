package org.gatehouse.server.signin;

import com.google.crypto.tink.subtle.PrfHmacJce;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Knows the browsers a person signed in with before, by a cookie that names nobody: a nonce and a MAC over realm, account
 * and nonce (the "device cookie" of OWASP). It opens nothing; it only says whose tries count in a lane of their own, and
 * whether a sign-in comes from a browser that is new.
 */
@Component
class KnownBrowsers {

    /** Half a year without a visit, and a browser is a new one. */
    static final Duration LIFETIME = Duration.ofDays(180);

    /** People who share a browser; the oldest gives way. */
    private static final int MAX_PEOPLE = 4;

    private static final int NONCE_BYTES = 12;
    private static final int MAC_BYTES = 24;

    /** In characters: both in Base64, with what is between them. */
    private static final int LONGEST = MAX_PEOPLE * 50;

    private final PrfHmacJce mac;
    private final SecureRandom random = new SecureRandom();

    KnownBrowsers(MasterKey masterKey) throws GeneralSecurityException {
        this.mac = new PrfHmacJce("HMACSHA256", new SecretKeySpec(masterKey.derive("sign-in/known-browser"), "HMAC"));
    }

    /** The browser's nonce, if the person has signed in with it. */
    Optional<String> find(HttpServletRequest request, Realm realm, UUID account) {
        return find(shown(request, realm), realm, account);
    }

    /** The same of what a browser showed earlier. */
    Optional<String> find(String shown, Realm realm, UUID account) {
        return marks(shown)
                .filter(mark -> isOf(mark, realm, account))
                .map(KnownBrowsers::nonce)
                .findFirst();
    }

    /** The person has signed in with this browser. */
    void remember(HttpServletRequest request, HttpServletResponse response, Realm realm, UUID account) {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = find(request, realm, account)
                .orElseGet(() -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        Stream<String> others = marks(shown(request, realm)).filter(mark -> !isOf(mark, realm, account));
        String value = Stream.concat(Stream.of(nonce + "." + sign(realm, account, nonce)), others)
                .limit(MAX_PEOPLE)
                .collect(Collectors.joining("~"));
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name(request, realm), value)
                        .path("/")
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .maxAge(LIFETIME)
                        .build()
                        .toString());
    }

    /** The cookie's value, for whoever has to look at it later; empty when there is none that could be ours. */
    String shown(HttpServletRequest request, Realm realm) {
        Cookie[] cookies = request.getCookies();
        String name = name(request, realm);
        return cookies == null
                ? ""
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue)
                        .filter(value -> value.length() <= LONGEST)
                        .findFirst()
                        .orElse("");
    }

    private static Stream<String> marks(String shown) {
        return Arrays.stream(shown.split("~"))
                .filter(mark -> mark.indexOf('.') > 0)
                .limit(MAX_PEOPLE);
    }

    private boolean isOf(String mark, Realm realm, UUID account) {
        byte[] expected = sign(realm, account, nonce(mark)).getBytes(StandardCharsets.US_ASCII);
        byte[] presented = mark.substring(mark.indexOf('.') + 1).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, presented);
    }

    private static String nonce(String mark) {
        return mark.substring(0, mark.indexOf('.'));
    }

    private static String name(HttpServletRequest request, Realm realm) {
        return (request.isSecure() ? "__Host-" : "") + "gatehouse.known." + realm.name();
    }

    private String sign(Realm realm, UUID account, String nonce) {
        try {
            byte[] message = (realm.id() + "\n" + account + "\n" + nonce).getBytes(StandardCharsets.UTF_8);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.compute(message, MAC_BYTES));
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", ex);
        }
    }
}
