package org.gatehouse.server.federation.certificate;

import com.nimbusds.jose.jwk.RSAKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A key of a connection.
 *
 * @param jwk with its private part
 * @param inUse whether it signs; of those of a connection, one does
 */
record ConnectionKey(RSAKey jwk, X509Certificate certificate, Instant madeAt, boolean inUse) {

    /** SHA-256 of the certificate as {@code x5t#S256} writes it (RFC 7515 section 4.1.8). */
    String thumbprint() {
        return jwk.getX509CertSHA256Thumbprint().toString();
    }

    /** On which the certificate is good, in UTC. */
    LocalDate lastDay() {
        return LocalDate.ofInstant(certificate.getNotAfter().toInstant(), ZoneOffset.UTC);
    }

    byte[] der() {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException ex) {
            throw new IllegalStateException("Cannot encode a certificate", ex);
        }
    }

    @Override
    public String toString() {
        return "ConnectionKey[" + thumbprint() + "]";
    }
}
