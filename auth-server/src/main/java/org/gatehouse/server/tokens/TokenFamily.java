package org.gatehouse.server.tokens;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.audit.event.Party;
import org.jspecify.annotations.Nullable;

/**
 * One authorization and everything obtained from it.
 *
 * @param device the phone it lives on; null when the client is no mobile one
 * @param generation how often the refresh token was rotated
 * @param redeemedAt when the code was exchanged; null before
 * @param senderThumbprint of the key whose sender got the last tokens; null when none was proven
 * @param remembered the browser stood in for the second factor when the person signed in
 * @param expiresAt end of the family, whatever is refreshed
 */
record TokenFamily(
        UUID id,
        String clientId,
        UUID account,
        String displayName,
        String sessionReference,
        @Nullable UUID device,
        Instant authTime,
        List<String> methods,
        boolean remembered,
        Set<String> scopes,
        @Nullable String nonce,
        String redirectUri,
        @Nullable String codeChallenge,
        TokenTerms terms,
        byte[] codeHash,
        Instant codeExpiresAt,
        @Nullable Instant redeemedAt,
        int generation,
        @Nullable Instant rotatedAt,
        @Nullable String senderThumbprint,
        Instant expiresAt,
        boolean live) {

    EndedFamily ended() {
        return new EndedFamily(id, clientId, sessionReference, device);
    }

    Party person() {
        return Party.account(account, displayName, null);
    }

    TokenFamily atGeneration(int presented) {
        return new TokenFamily(
                id,
                clientId,
                account,
                displayName,
                sessionReference,
                device,
                authTime,
                methods,
                remembered,
                scopes,
                nonce,
                redirectUri,
                codeChallenge,
                terms,
                codeHash,
                codeExpiresAt,
                redeemedAt,
                presented,
                rotatedAt,
                senderThumbprint,
                expiresAt,
                live);
    }
}
