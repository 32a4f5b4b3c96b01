package org.gatehouse.server.tokens;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.server.devices.Devices;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedInAccount;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Codes that are handed out before anybody has said yes (RFC 8628). Each names the family it may become; from then on it is
 * redeemed as any code is.
 */
@Component
public class DeviceCodes {

    private final TokenFormat format;
    private final TokenFamilies families;
    private final Devices devices;

    DeviceCodes(TokenFormat format, TokenFamilies families, Devices devices) {
        this.format = format;
        this.families = families;
        this.devices = devices;
    }

    /** A code of 128 random bits beside the id of its family. */
    public String next() {
        return format.code(UuidCreator.getTimeOrderedEpoch());
    }

    /** Empty when this cannot be a code of ours. */
    public Optional<UUID> family(String code) {
        return format.familyOfCode(code);
    }

    /** What may be stored of a code. */
    public static byte[] hash(String code) {
        return TokenFormat.hash(code);
    }

    /**
     * The person has said yes: the code becomes a family under this sign-in, and ends with it. Part of the caller's
     * transaction.
     *
     * @return false when the sign-in has ended meanwhile
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean begin(
            Realm realm,
            UUID family,
            String clientId,
            SignedInAccount person,
            Set<String> scopes,
            byte[] codeHash,
            Instant codeExpiresAt) {
        TokenFamily begun = Authorizations.newFamily(realm, family, clientId, person, scopes, codeHash, codeExpiresAt);
        if (!families.insert(realm, begun, person.epoch())) {
            return false;
        }
        UUID device = begun.device();
        if (device != null) {
            devices.expectElsewhere(
                    realm, device, begun.account(), clientId, begun.sessionReference(), begun.codeExpiresAt());
        }
        return true;
    }
}
