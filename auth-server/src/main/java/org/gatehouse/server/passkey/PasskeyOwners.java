package org.gatehouse.server.passkey;

import com.google.crypto.tink.subtle.PrfHmacJce;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.stereotype.Component;

/**
 * What authenticators know people as (WebAuthn section 5.4.3): a user handle, random and the same for all passkeys of a
 * person in a realm. It ends with a MAC over realm and random part. All realms of a host share their authenticators, so
 * this is how a passkey that is gone is told from one of another realm, without looking into that realm.
 */
@Component
class PasskeyOwners {

    private static final int RANDOM_BYTES = 32;
    private static final int MAC_BYTES = 16;

    private static final String FIND = "SELECT handle FROM passkey_owner WHERE realm_id = ? AND account_id = ?";
    private static final String ADD =
            "INSERT INTO passkey_owner (realm_id, account_id, handle) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";

    private final JdbcClient jdbc;
    private final PrfHmacJce mac;
    private final SecureRandom random = new SecureRandom();

    PasskeyOwners(JdbcClient jdbc, MasterKey masterKey) throws GeneralSecurityException {
        this.jdbc = jdbc;
        this.mac = new PrfHmacJce("HMACSHA256", new SecretKeySpec(masterKey.derive("passkey/user-handle"), "HMAC"));
    }

    /** The person's handle; made when it is asked for the first time. */
    Bytes handle(Realm realm, UUID account) {
        return find(realm, account).orElseGet(() -> {
            jdbc.sql(ADD).params(realm.id(), account, next(realm)).update();
            return find(realm, account).orElseThrow();
        });
    }

    Optional<Bytes> find(Realm realm, UUID account) {
        return jdbc.sql(FIND)
                .params(realm.id(), account)
                .query((row, number) -> new Bytes(row.getBytes("handle")))
                .optional();
    }

    /** Whether this realm gave out the handle, to whomever and whenever. */
    boolean isOfRealm(Realm realm, @Nullable Bytes handle) {
        byte[] bytes = handle == null ? new byte[0] : handle.getBytes();
        return bytes.length == RANDOM_BYTES + MAC_BYTES
                && MessageDigest.isEqual(
                        sign(realm, Arrays.copyOf(bytes, RANDOM_BYTES)),
                        Arrays.copyOfRange(bytes, RANDOM_BYTES, bytes.length));
    }

    private byte[] next(Realm realm) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return ByteBuffer.allocate(RANDOM_BYTES + MAC_BYTES)
                .put(bytes)
                .put(sign(realm, bytes))
                .array();
    }

    private byte[] sign(Realm realm, byte[] bytes) {
        try {
            byte[] message = ByteBuffer.allocate(Integer.BYTES + RANDOM_BYTES)
                    .putInt(realm.id())
                    .put(bytes)
                    .array();
            return mac.compute(message, MAC_BYTES);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", ex);
        }
    }
}
