package org.gatehouse.realm.client;

import java.util.List;
import org.gatehouse.realm.ClientDefinition;

/**
 * Whether programs may register clients themselves (RFC 7591), and what such clients may have.
 *
 * @param tokenRequired whether only the holder of an initial access token may register
 * @param scopes a registered client may ask for; never one of the administration API
 * @param redirectHosts the hosts its web addresses are on; empty means any
 * @param maxClients how many registered clients the realm has at most
 */
public record RegistrationPolicy(
        boolean enabled, boolean tokenRequired, List<String> scopes, List<String> redirectHosts, int maxClients) {

    /** How many there are at most unless the file says otherwise. */
    public static final int USUAL_MAXIMUM = 1_000;

    public static final RegistrationPolicy CLOSED =
            new RegistrationPolicy(false, true, ClientDefinition.SIGN_IN_SCOPES, List.of(), USUAL_MAXIMUM);

    public RegistrationPolicy {
        scopes = List.copyOf(scopes);
        redirectHosts = List.copyOf(redirectHosts);
    }
}
