package org.gatehouse.server.federation.certificate;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.X509CertUtils;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes keys with certificates that vouch for nothing but that somebody uploaded them where they are believed. */
final class Certificates {

    private static final int RSA_BITS = 2048;

    /** Of a certificate: the organisation that uploads it has to look at it once in a while. */
    private static final int YEARS = 1;

    /** RFC 5280 section 4.1.2.2 wants it positive and 20 octets at most. */
    private static final int SERIAL_BITS = 159;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Certificates() {}

    /** @param realm and alias name it to whoever finds it among others at the provider */
    static ConnectionKey make(String realm, String alias, Instant now, boolean inUse) {
        try {
            RSAKey key = new RSAKeyGenerator(RSA_BITS).keyUse(KeyUse.SIGNATURE).generate();
            X509Certificate certificate = selfSigned(key, name(realm, alias), now);
            return new ConnectionKey(with(key, certificate), certificate, now, inUse);
        } catch (JOSEException | CertificateException | CertIOException | OperatorCreationException ex) {
            throw new IllegalStateException("Cannot make a certificate", ex);
        }
    }

    private static RSAKey with(RSAKey key, X509Certificate certificate) {
        Base64URL thumbprint = X509CertUtils.computeSHA256Thumbprint(certificate);
        return new RSAKey.Builder(key).x509CertSHA256Thumbprint(thumbprint).build();
    }

    private static X509Certificate selfSigned(RSAKey key, X500Name name, Instant now)
            throws JOSEException, CertificateException, CertIOException, OperatorCreationException {
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        name,
                        new BigInteger(SERIAL_BITS, RANDOM).setBit(0),
                        Date.from(now.truncatedTo(ChronoUnit.SECONDS)),
                        Date.from(end(now)),
                        name,
                        key.toRSAPublicKey())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        ContentSigner signer = new JcaContentSignerBuilder("SHA256withRSA").build(key.toRSAPrivateKey());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    /** The last second of a day, so that the day can be told. */
    private static Instant end(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC)
                .plusYears(YEARS)
                .atTime(LocalTime.of(23, 59, 59))
                .toInstant(ZoneOffset.UTC);
    }

    private static X500Name name(String realm, String alias) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, "Gatehouse " + alias)
                .addRDN(BCStyle.OU, realm)
                .build();
    }
}
