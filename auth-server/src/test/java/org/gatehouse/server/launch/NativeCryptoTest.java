package org.gatehouse.server.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.Security;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Native signatures are those of the JDK, only faster")
class NativeCryptoTest {

    private static final String NATIVE = "AmazonCorrettoCryptoProvider";
    private static final byte[] MESSAGE = "header.claims".getBytes(StandardCharsets.US_ASCII);

    private Provider provider = Security.getProvider("SunEC");

    @BeforeEach
    void install() {
        NativeCrypto.install();
        assumeThat(Security.getProviders()[0].getName()).as("of this platform").isEqualTo(NATIVE);
        provider = Security.getProviders()[0];
    }

    @AfterEach
    void remove() {
        Security.removeProvider(NATIVE);
    }

    @Test
    void signThenTheJdkVerifiesAndTheOtherWayRound() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).generate();

        assertThat(verify(key, sign(key, provider), Security.getProvider("SunEC")))
                .isTrue();
        assertThat(verify(key, sign(key, Security.getProvider("SunEC")), provider))
                .isTrue();
    }

    @Test
    void verifyWhenSignatureIsZeroOrAlteredThenRefused() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).generate();
        byte[] altered = sign(key, provider).decode();
        altered[63] ^= 1;

        assertThat(verify(key, Base64URL.encode(new byte[64]), provider)).isFalse(); // CVE-2022-21449
        assertThat(verify(key, Base64URL.encode(altered), provider)).isFalse();
    }

    private static Base64URL sign(ECKey key, Provider with) throws Exception {
        JWSSigner signer = new ECDSASigner(key);
        signer.getJCAContext().setProvider(with);
        return signer.sign(new JWSHeader(JWSAlgorithm.ES256), MESSAGE);
    }

    private static boolean verify(ECKey key, Base64URL signature, Provider with) throws Exception {
        JWSVerifier verifier = new ECDSAVerifier(key);
        verifier.getJCAContext().setProvider(with);
        return verifier.verify(new JWSHeader(JWSAlgorithm.ES256), MESSAGE, signature);
    }
}
