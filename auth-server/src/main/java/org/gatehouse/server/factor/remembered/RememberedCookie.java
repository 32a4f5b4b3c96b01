package org.gatehouse.server.factor.remembered;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.gatehouse.server.realm.Realm;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * What a remembered browser holds: the row's id and a random token, one cookie for each realm. Under https its name
 * carries the {@code __Host-} prefix (RFC 6265bis section 4.1.3.2), so no other host can plant one.
 */
record RememberedCookie(UUID id, byte[] token) {

    private static final int TOKEN_BYTES = 32;
    private static final int ID_BYTES = 16;

    static RememberedCookie create(UUID id, SecureRandom random) {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        return new RememberedCookie(id, token);
    }

    static Optional<RememberedCookie> find(HttpServletRequest request, Realm realm) {
        String name = name(request, realm);
        return Stream.ofNullable(request.getCookies())
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .findFirst()
                .flatMap(RememberedCookie::parse);
    }

    void give(HttpServletRequest request, HttpServletResponse response, Realm realm, Duration lifetime) {
        byte[] value = ByteBuffer.allocate(ID_BYTES + TOKEN_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .put(token)
                .array();
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(value);
        write(request, response, realm, text, lifetime);
    }

    /** What is hashed: a token of one realm or row is none in another. */
    byte[] message(Realm realm) {
        return ByteBuffer.allocate(Integer.BYTES + ID_BYTES + TOKEN_BYTES)
                .putInt(realm.id())
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .put(token)
                .array();
    }

    private static void write(
            HttpServletRequest request, HttpServletResponse response, Realm realm, String value, Duration lifetime) {
        ResponseCookie cookie = ResponseCookie.from(name(request, realm), value)
                .path("/")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .maxAge(lifetime)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private static String name(HttpServletRequest request, Realm realm) {
        return (request.isSecure() ? "__Host-" : "") + "gatehouse-browser." + realm.name();
    }

    private static Optional<RememberedCookie> parse(String text) {
        byte[] value;
        try {
            value = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException ex) {
            return Optional.empty();
        }
        if (value.length != ID_BYTES + TOKEN_BYTES) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(value);
        UUID id = new UUID(buffer.getLong(), buffer.getLong());
        return Optional.of(new RememberedCookie(id, Arrays.copyOfRange(value, ID_BYTES, value.length)));
    }

    @Override
    public String toString() {
        return "RememberedCookie[hidden]";
    }
}
