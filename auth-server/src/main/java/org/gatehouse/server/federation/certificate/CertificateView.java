package org.gatehouse.server.federation.certificate;

import com.nimbusds.jose.util.X509CertUtils;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * A certificate as it is shown; nothing of it is secret. Of one whose key does not open, or which is not that key's, nothing
 * is known but its name: what the database says of it may be anybody's.
 *
 * @param thumbprint SHA-256, as {@code x5t#S256} writes it; names the certificate here
 * @param sha256 the same in hexadecimal
 * @param sha1 in hexadecimal, as the Entra portal shows it
 * @param lastDay on which the provider takes it, in UTC
 * @param pem to upload at the provider (RFC 7468 section 5)
 */
public record CertificateView(
        String thumbprint,
        @Nullable String sha256,
        @Nullable String sha1,
        State state,
        Instant madeAt,
        @Nullable LocalDate lastDay,
        @Nullable String pem) {

    /** Where a certificate stands. */
    public enum State {
        /** Its key signs. */
        IN_USE("in-use"),
        /** It is to be uploaded before it is used. */
        NEXT("next"),
        /** Another came into use after it. */
        FORMER("former");

        private final String code;

        State(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /** Whether it can be shown, and its key signs. */
    public boolean isReadable() {
        return pem != null;
    }

    /** Of the keys of one connection. */
    static List<CertificateView> of(List<StoredKey> keys) {
        Instant inUse = keys.stream()
                .filter(StoredKey::inUse)
                .map(StoredKey::madeAt)
                .findFirst()
                .orElse(Instant.MIN);
        return keys.stream().map(key -> of(key, inUse)).toList();
    }

    private static CertificateView of(StoredKey stored, Instant inUse) {
        ConnectionKey key = stored.key();
        State state = state(stored, inUse);
        if (key == null) {
            return new CertificateView(stored.thumbprint(), null, null, state, stored.madeAt(), null, null);
        }
        byte[] der = key.der();
        return new CertificateView(
                key.thumbprint(),
                HexFormat.of().withUpperCase().formatHex(DigestUtils.sha256(der)),
                DigestUtils.sha1Hex(der).toUpperCase(Locale.ROOT),
                state,
                key.madeAt(),
                key.lastDay(),
                X509CertUtils.toPEMString(key.certificate()) + "\n");
    }

    private static State state(StoredKey key, Instant inUse) {
        if (key.inUse()) {
            return State.IN_USE;
        }
        return key.madeAt().isAfter(inUse) ? State.NEXT : State.FORMER;
    }
}
