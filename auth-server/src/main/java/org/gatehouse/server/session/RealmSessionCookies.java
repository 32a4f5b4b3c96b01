package org.gatehouse.server.session;

import com.google.crypto.tink.subtle.PrfHmacJce;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.secrets.MasterKey;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.session.web.http.HttpSessionIdResolver;

/**
 * One session cookie per realm: {@code id.mac}, the MAC over realm and id. Under https its name carries the {@code
 * __Host-} prefix (RFC 6265bis section 4.1.3.2), so no other host can plant one.
 */
final class RealmSessionCookies implements HttpSessionIdResolver {

    private static final int MAC_BYTES = 32;

    /** Pages that belong to no realm, such as the demo relying app, share a session of their own. */
    private static final String NO_REALM = "-";

    private final PrfHmacJce mac;

    RealmSessionCookies(MasterKey masterKey) throws GeneralSecurityException {
        this.mac = new PrfHmacJce("HMACSHA256", new SecretKeySpec(masterKey.derive("session/cookie"), "HMAC"));
    }

    @Override
    public List<String> resolveSessionIds(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return List.of();
        }
        String name = cookieName(request);
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(name))
                .flatMap(cookie -> open(cookie.getValue()).stream())
                .limit(1)
                .toList();
    }

    @Override
    public void setSessionId(HttpServletRequest request, HttpServletResponse response, String sessionId) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                cookie(request, sessionId + "." + sign(sessionId)).build().toString());
    }

    @Override
    public void expireSession(HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE, cookie(request, "").maxAge(0).build().toString());
    }

    private ResponseCookie.ResponseCookieBuilder cookie(HttpServletRequest request, String value) {
        return ResponseCookie.from(cookieName(request), value)
                .path("/")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax"); // the authorization request comes from the relying app's site by a top-level GET
    }

    private static String cookieName(HttpServletRequest request) {
        return (request.isSecure() ? "__Host-" : "") + "gatehouse." + realm();
    }

    private static String realm() {
        return CurrentRequest.find()
                .flatMap(request -> Optional.ofNullable(request.realm()))
                .map(realm -> realm.name())
                .orElse(NO_REALM);
    }

    private Optional<String> open(String value) {
        int dot = value.indexOf('.');
        if (dot <= 0) {
            return Optional.empty();
        }
        String id = value.substring(0, dot);
        byte[] expected = sign(id).getBytes(StandardCharsets.US_ASCII);
        byte[] presented = value.substring(dot + 1).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, presented) ? Optional.of(id) : Optional.empty();
    }

    private String sign(String id) {
        try {
            byte[] message = (realm() + "\n" + id).getBytes(StandardCharsets.UTF_8);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.compute(message, MAC_BYTES));
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", ex);
        }
    }
}
