package org.gatehouse.server.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.gatehouse.server.request.CurrentRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code jwks_uri} (RFC 8414 section 2): the keys a realm's tokens verify with, as a JWK Set (RFC 7517 section 5). */
@RestController
class KeySetController {

    static final String PATH = "/realms/{realm}/oauth2/jwks";

    private static final MediaType JWK_SET = MediaType.parseMediaType("application/json;charset=UTF-8");

    /** Far less than a key's lead, and short enough that a revoked key is soon forgotten. */
    private static final CacheControl SOME_MINUTES =
            CacheControl.maxAge(Duration.ofMinutes(10)).cachePublic();

    private final SigningKeys keys;

    KeySetController(SigningKeys keys) {
        this.keys = keys;
    }

    @GetMapping(PATH)
    ResponseEntity<String> keys() {
        String set = keys.publicKeys(CurrentRequest.currentRealm()).toString(true);
        return ResponseEntity.ok()
                .cacheControl(SOME_MINUTES)
                .eTag(tag(set))
                .contentType(JWK_SET)
                .body(set);
    }

    private static String tag(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return '"' + HexFormat.of().formatHex(digest, 0, 16) + '"';
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("SHA-256 is not available", ex);
        }
    }
}
