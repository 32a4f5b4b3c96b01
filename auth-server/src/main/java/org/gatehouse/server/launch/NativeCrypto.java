package org.gatehouse.server.launch;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has signatures made by native code where there is some for this platform: the JDK's own take five to ten times as long,
 * and a token is one signature. Never required: whatever keeps it from working leaves everything to the JDK.
 */
final class NativeCrypto {

    /** Set to {@code off} it is not tried. */
    static final String SWITCH = "GATEHOUSE_NATIVE_CRYPTO";

    private static final Logger log = LoggerFactory.getLogger(NativeCrypto.class);

    /** By name: its library exists for Linux only, and so does the dependency. */
    private static final String PROVIDER = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    private NativeCrypto() {}

    /** Once the service answers: unpacking and loading take a second of CPU. What is signed before is as good. */
    static void installInBackground() {
        Thread thread = new Thread(NativeCrypto::install, "native-crypto");
        thread.setDaemon(true);
        thread.start();
    }

    static void install() {
        if ("off".equals(System.getenv(SWITCH))) {
            return;
        }
        try {
            Class<? extends Provider> type = Class.forName(PROVIDER).asSubclass(Provider.class);
            Provider provider = type.getDeclaredConstructor().newInstance();
            requireWorking(provider);
            Security.insertProviderAt(provider, 1);
        } catch (ReflectiveOperationException | GeneralSecurityException | RuntimeException | LinkageError ex) {
            log.info("Signatures are made by the JDK: {}", ex.toString());
        }
    }

    /** It may be there without its library: on another platform, or where nothing may be run from the temporary directory. */
    private static void requireWorking(Provider provider) throws GeneralSecurityException {
        byte[] message = {1, 2, 3};
        Signature signature = Signature.getInstance("SHA256withECDSA", provider);
        KeyPair pair = keyPair(provider);
        signature.initSign(pair.getPrivate());
        signature.update(message);
        byte[] signed = signature.sign();
        signature.initVerify(pair.getPublic());
        signature.update(message);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("it does not verify what it signs");
        }
    }

    private static KeyPair keyPair(Provider provider) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
        generator.initialize(256);
        return generator.generateKeyPair();
    }
}
