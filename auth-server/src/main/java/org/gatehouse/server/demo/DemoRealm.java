package org.gatehouse.server.demo;

import java.util.List;

/**
 * A realm to try, and how the demo app is registered in it.
 *
 * @param issuer the issuer identifier, exactly as in its metadata
 * @param people who can sign in, most telling first
 */
public record DemoRealm(
        String realm,
        String displayName,
        String issuer,
        String clientId,
        String clientSecret,
        List<DemoPerson> people) {

    public DemoRealm {
        people = List.copyOf(people);
    }

    /** Without the secret: records print all they hold. */
    @Override
    public String toString() {
        return "DemoRealm[" + realm + "]";
    }
}
