package org.gatehouse.server.tokens;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One authorization and everything obtained from it.
 *
 * @param generation how often the refresh token was rotated
 * @param redeemedAt when the code was exchanged; null before
 * @param expiresAt end of the family, whatever is refreshed
 */
record TokenFamily(
        UUID id,
        String clientId,
        UUID account,
        String displayName,
        String sessionReference,
        Instant authTime,
        List<String> methods,
        Set<String> scopes,
        @Nullable String nonce,
        String redirectUri,
        @Nullable String codeChallenge,
        byte[] codeHash,
        Instant codeExpiresAt,
        @Nullable Instant redeemedAt,
        int generation,
        @Nullable Instant rotatedAt,
        Instant expiresAt,
        boolean live) {

    TokenFamily atGeneration(int presented) {
        return new TokenFamily(
                id,
                clientId,
                account,
                displayName,
                sessionReference,
                authTime,
                methods,
                scopes,
                nonce,
                redirectUri,
                codeChallenge,
                codeHash,
                codeExpiresAt,
                redeemedAt,
                presented,
                rotatedAt,
                expiresAt,
                live);
    }
}
