package org.gatehouse.server.tokens;

import com.google.crypto.tink.subtle.PrfHmacJce;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.springframework.stereotype.Component;

/**
 * What codes and refresh tokens are made of.
 *
 * <ul>
 *   <li>code: family (16 bytes) ‖ random (16 bytes); the database holds its SHA-256
 *   <li>refresh token: family (16) ‖ generation (4) ‖ HMAC-SHA-256 over realm, family and generation, cut to 16; the
 *       database holds the generation, so the same successor can be handed out twice without being stored
 *   <li>{@code jti} of an access token: family (16) ‖ random (8), or random (16) when no person is behind it
 * </ul>
 */
@Component
class TokenFormat {

    private static final int UUID_BYTES = 16;
    private static final int CODE_BYTES = UUID_BYTES + 16;
    private static final int MAC_BYTES = 16;
    private static final int REFRESH_BYTES = UUID_BYTES + Integer.BYTES + MAC_BYTES;
    private static final int FAMILY_JTI_BYTES = UUID_BYTES + 8;
    private static final int SERVICE_JTI_BYTES = 16;

    private final PrfHmacJce mac;
    private final SecureRandom random = new SecureRandom();

    TokenFormat(MasterKey masterKey) throws GeneralSecurityException {
        this.mac = new PrfHmacJce("HMACSHA256", new SecretKeySpec(masterKey.derive("tokens/refresh"), "HMAC"));
    }

    record Refresh(UUID family, int generation) {}

    String code(UUID family) {
        return encode(family(family, CODE_BYTES).put(randomBytes(CODE_BYTES - UUID_BYTES)));
    }

    Optional<UUID> familyOfCode(String code) {
        return decode(code, CODE_BYTES).map(TokenFormat::readUuid);
    }

    /** @throws IllegalArgumentException when this is no code of ours */
    static UUID familyInCode(String code) {
        return decode(code, CODE_BYTES)
                .map(TokenFormat::readUuid)
                .orElseThrow(() -> new IllegalArgumentException("Not a code of this service"));
    }

    static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("SHA-256 is not available", ex);
        }
    }

    String refresh(Realm realm, UUID family, int generation) {
        return encode(family(family, REFRESH_BYTES).putInt(generation).put(tag(realm, family, generation)));
    }

    /** Empty for anything this realm never issued. */
    Optional<Refresh> openRefresh(Realm realm, String token) {
        return decode(token, REFRESH_BYTES).flatMap(bytes -> {
            Refresh refresh = new Refresh(readUuid(bytes), bytes.getInt());
            byte[] presented = new byte[MAC_BYTES];
            bytes.get(presented);
            boolean genuine = MessageDigest.isEqual(tag(realm, refresh.family(), refresh.generation()), presented);
            return genuine ? Optional.of(refresh) : Optional.empty();
        });
    }

    String familyJti(UUID family) {
        return encode(family(family, FAMILY_JTI_BYTES).put(randomBytes(FAMILY_JTI_BYTES - UUID_BYTES)));
    }

    String serviceJti() {
        return encode(ByteBuffer.allocate(SERVICE_JTI_BYTES).put(randomBytes(SERVICE_JTI_BYTES)));
    }

    Optional<UUID> familyOfJti(String jti) {
        return decode(jti, FAMILY_JTI_BYTES).map(TokenFormat::readUuid);
    }

    /** What a change of that token is a change of: its family, or itself when it has none. */
    Object subject(String jti) {
        Optional<UUID> family = familyOfJti(jti);
        return family.isPresent() ? family.get() : jti;
    }

    private byte[] tag(Realm realm, UUID family, int generation) {
        ByteBuffer message = ByteBuffer.allocate(Integer.BYTES + UUID_BYTES + Integer.BYTES)
                .putInt(realm.id())
                .putLong(family.getMostSignificantBits())
                .putLong(family.getLeastSignificantBits())
                .putInt(generation);
        try {
            return mac.compute(message.array(), MAC_BYTES);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", ex);
        }
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static ByteBuffer family(UUID family, int capacity) {
        return ByteBuffer.allocate(capacity)
                .putLong(family.getMostSignificantBits())
                .putLong(family.getLeastSignificantBits());
    }

    private static UUID readUuid(ByteBuffer bytes) {
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static String encode(ByteBuffer bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Of any other length it is something else, an access token most likely: no exception need be made to learn that. */
    private static Optional<ByteBuffer> decode(String text, int length) {
        if (text.length() != (length * 4 + 2) / 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)))
                    .filter(bytes -> bytes.remaining() == length);
        } catch (IllegalArgumentException ex) {
            return Optional.empty();
        }
    }
}
