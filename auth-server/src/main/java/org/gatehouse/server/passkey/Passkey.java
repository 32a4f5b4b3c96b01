package org.gatehouse.server.passkey;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.Bytes;

/**
 * One of a person's passkeys.
 *
 * @param id names it in addresses; the credential's own identifier is for authenticators
 * @param name what its owner calls it
 * @param aaguid the authenticator's model, when it tells
 * @param transports how a browser may reach it ({@code internal}, {@code usb}, ...)
 * @param userVerified its owner was verified, by PIN or biometrics, when it was added
 * @param backupEligible it may be on several devices of its owner
 * @param backedUp it is, or was when it was last used
 */
public record Passkey(
        UUID id,
        UUID account,
        Bytes credentialId,
        String name,
        @Nullable UUID aaguid,
        List<String> transports,
        boolean userVerified,
        boolean backupEligible,
        boolean backedUp,
        Instant addedAt,
        @Nullable Instant lastUsedAt) {

    /** The most passkeys a person may have. */
    public static final int MOST = 20;

    /** The longest name, in characters. */
    public static final int LONGEST_NAME = 60;
}
