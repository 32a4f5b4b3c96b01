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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Knows the browsers a person signed in with before, by a cookie that names nobody: a nonce, the account's epoch and a MAC
 * over both with realm and account (the "device cookie" of OWASP). It opens nothing; it only says whose tries count in a
 * lane of their own, and whether a sign-in comes from a browser that is new. When all sign-ins of the account are ended the
 * marks of earlier epochs are nothing: whoever was thrown out knocks like a stranger.
 */
@Component
class KnownBrowsers {

    /** Half a year without a visit, and a browser is a new one. */
    static final Duration LIFETIME = Duration.ofDays(180);

    /** People who share a browser; the oldest gives way. */
    private static final int MAX_PEOPLE = 4;

    private static final int NONCE_BYTES = 12;
    private static final int MAC_BYTES = 24;

    /** In characters: both in Base64, the epoch, and what is between them. */
    private static final int LONGEST = MAX_PEOPLE * 64;

    private static final Pattern MARK =
            Pattern.compile("([A-Za-z0-9_-]{1,24})(?:\\.([0-9]{1,9}))?\\.([A-Za-z0-9_-]{1,40})");

    /** What a browser was given in this request, which its own cookies do not show yet. */
    private static final String GIVEN = KnownBrowsers.class.getName();

    private final Accounts accounts;
    private final PrfHmacJce mac;
    private final SecureRandom random = new SecureRandom();

    KnownBrowsers(Accounts accounts, MasterKey masterKey) throws GeneralSecurityException {
        this.accounts = accounts;
        this.mac = new PrfHmacJce("HMACSHA256", new SecretKeySpec(masterKey.derive("sign-in/known-browser"), "HMAC"));
    }

    /** The browser's nonce, if the person has signed in with it. */
    Optional<String> find(HttpServletRequest request, Realm realm, UUID account) {
        return find(shown(request, realm), realm, account);
    }

    /** The same of what a browser showed earlier. */
    Optional<String> find(String shown, Realm realm, UUID account) {
        return mark(shown, realm, account).map(Mark::nonce);
    }

    /** The account's epoch now, if the person has signed in with the browser in it. */
    Optional<Integer> epoch(HttpServletRequest request, Realm realm, UUID account) {
        return mark(shown(request, realm), realm, account).map(Mark::epoch);
    }

    private Optional<Mark> mark(String shown, Realm realm, UUID account) {
        return marks(shown)
                .filter(mark -> isOf(mark, realm, account))
                .filter(mark -> mark.epoch() == epoch(realm, account)) // asked last, of who was here: no clue to others
                .findFirst();
    }

    private int epoch(Realm realm, UUID account) {
        return accounts.find(realm, account).map(Account::signInEpoch).orElse(-1);
    }

    /**
     * The person has signed in with this browser.
     *
     * @param epoch of the account as it was seen then: by now it may be another, which is not this browser's
     */
    void remember(HttpServletRequest request, HttpServletResponse response, Realm realm, UUID account, int epoch) {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = find(request, realm, account)
                .orElseGet(() -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        String written = String.valueOf(epoch);
        Mark own = new Mark(nonce, written, sign(realm, account, nonce, written));
        Stream<Mark> others = marks(shown(request, realm)).filter(mark -> !isOf(mark, realm, account));
        String value = Stream.concat(Stream.of(own), others)
                .limit(MAX_PEOPLE)
                .map(Mark::toString)
                .collect(Collectors.joining("~"));
        request.setAttribute(GIVEN, value);
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
        if (request.getAttribute(GIVEN) instanceof String given) {
            return given;
        }
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

    /** @param written the epoch; null in marks given before there were epochs, which are of the first */
    private record Mark(String nonce, @Nullable String written, String mac) {

        int epoch() {
            return written == null ? 0 : Integer.parseInt(written);
        }

        @Override
        public String toString() {
            return nonce + (written == null ? "" : "." + written) + "." + mac;
        }
    }

    private static Stream<Mark> marks(String shown) {
        return Arrays.stream(shown.split("~"))
                .map(MARK::matcher)
                .filter(Matcher::matches)
                .map(mark -> new Mark(mark.group(1), mark.group(2), mark.group(3)))
                .limit(MAX_PEOPLE);
    }

    private boolean isOf(Mark mark, Realm realm, UUID account) {
        byte[] expected = sign(realm, account, mark.nonce(), mark.written()).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, mark.mac().getBytes(StandardCharsets.US_ASCII));
    }

    private static String name(HttpServletRequest request, Realm realm) {
        return (request.isSecure() ? "__Host-" : "") + "gatehouse.known." + realm.name();
    }

    private String sign(Realm realm, UUID account, String nonce, @Nullable String epoch) {
        String message = realm.id() + "\n" + account + "\n" + nonce + (epoch == null ? "" : "\n" + epoch);
        try {
            byte[] signed = mac.compute(message.getBytes(StandardCharsets.UTF_8), MAC_BYTES);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", ex);
        }
    }
}
