package org.gatehouse.server.demo.entra;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * An application the stand-in knows.
 *
 * @param secret empty where it is known by certificates only
 * @param redirectUris where answers may go, letter by letter
 * @param logoutAddress called in a browser that signs out (Front-Channel Logout 1.0); empty for none
 * @param certificates that were uploaded for it
 */
public record Registration(
        String clientId,
        String secret,
        List<String> redirectUris,
        String logoutAddress,
        List<X509Certificate> certificates) {

    public Registration {
        redirectUris = List.copyOf(redirectUris);
        certificates = List.copyOf(certificates);
    }

    /** One that is known by a secret. */
    public Registration(String clientId, String secret, List<String> redirectUris, String logoutAddress) {
        this(clientId, secret, redirectUris, logoutAddress, List.of());
    }

    @Override
    public String toString() {
        return "Registration[" + clientId + "]";
    }
}
