package org.gatehouse.server.demo.entra;

import java.util.List;

/**
 * An application the stand-in knows.
 *
 * @param redirectUris where answers may go, letter by letter
 * @param logoutAddress called in a browser that signs out (Front-Channel Logout 1.0); empty for none
 */
public record Registration(String clientId, String secret, List<String> redirectUris, String logoutAddress) {

    public Registration {
        redirectUris = List.copyOf(redirectUris);
    }

    @Override
    public String toString() {
        return "Registration[" + clientId + "]";
    }
}
