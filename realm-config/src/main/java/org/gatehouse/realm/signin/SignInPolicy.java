package org.gatehouse.realm.signin;

import java.util.List;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.network.NetworkPolicy;

/**
 * What it takes to sign in beside the first factor, and from where else people may come.
 *
 * @param verifiedEmail whether people prove an e-mail address before they get in
 * @param connections to identity providers, in the order people are offered them
 */
public record SignInPolicy(
        SecondFactorPolicy secondFactor, boolean verifiedEmail, NetworkPolicy network, List<Connection> connections) {

    /** Nothing is asked, and nobody comes from elsewhere. */
    public static final SignInPolicy NONE =
            new SignInPolicy(SecondFactorPolicy.NONE, false, NetworkPolicy.NONE, List.of());

    public SignInPolicy {
        connections = List.copyOf(connections);
    }

    /** The same policy with these connections. */
    public SignInPolicy withConnections(List<Connection> others) {
        return new SignInPolicy(secondFactor, verifiedEmail, network, others);
    }
}
