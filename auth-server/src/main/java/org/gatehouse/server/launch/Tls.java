package org.gatehouse.server.launch;

import java.nio.file.Path;
import org.gatehouse.server.StartRefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** TLS from two PEM files, checked before the start and read again whenever they change. */
final class Tls {

    private static final String BUNDLE = "spring.ssl.bundle.pem.web.";

    private Tls() {}

    /** Whether there is any. */
    static boolean configure(Settings settings, @Nullable Path certificate, @Nullable Path privateKey) {
        if (certificate == null && privateKey == null) {
            return false;
        }
        if (certificate == null || privateKey == null) {
            throw new StartRefusedException(
                    "A certificate and its key go together. Give both --tls-cert and --tls-key, or neither.");
        }
        String certificateFile = "file:" + ServerOptions.readable("--tls-cert", certificate);
        String keyFile = "file:" + ServerOptions.readable("--tls-key", privateKey);
        refuseUnusable(certificateFile, keyFile);
        settings.set(BUNDLE + "keystore.certificate", certificateFile)
                .set(BUNDLE + "keystore.private-key", keyFile)
                .set(BUNDLE + "options.enabled-protocols", "TLSv1.3,TLSv1.2")
                .set(BUNDLE + "reload-on-update", "true")
                .set("server.ssl.bundle", "web");
        return true;
    }

    private static void refuseUnusable(String certificate, String privateKey) {
        try {
            PemSslStore store = PemSslStore.load(
                    PemSslStoreDetails.forCertificate(certificate).withPrivateKey(privateKey));
            if (store != null && store.certificates() != null && store.privateKey() != null) {
                return;
            }
        } catch (RuntimeException ex) {
            throw new StartRefusedException(
                    "The certificate or its key is unusable (%s). Give a PEM chain and its unencrypted PEM key."
                            .formatted(ex.getMessage()),
                    ex);
        }
        throw new StartRefusedException(
                "The certificate or its key is empty. Give a PEM chain and its unencrypted PEM key.");
    }
}
