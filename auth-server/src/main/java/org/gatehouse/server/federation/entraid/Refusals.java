package org.gatehouse.server.federation.entraid;

import org.gatehouse.server.federation.UpstreamRefusedException;

/** Why nobody gets in by a connection to Entra ID. */
final class Refusals {

    private Refusals() {}

    static UpstreamRefusedException version() {
        return new UpstreamRefusedException("token-version", "The token is not of v2.0; its own endpoints give one");
    }

    static UpstreamRefusedException issuer(String detail) {
        return new UpstreamRefusedException("wrong-issuer", detail);
    }

    static UpstreamRefusedException tenant(String tenant) {
        return new UpstreamRefusedException("tenant-not-allowed", "People of the tenant " + tenant + " may not come");
    }

    static UpstreamRefusedException nobody() {
        return new UpstreamRefusedException("no-subject", "The token has neither an `oid` nor a `sub` that can be one");
    }

    static UpstreamRefusedException membership() {
        return new UpstreamRefusedException(
                "membership-unknown", "The token has no `acct`: make it an optional claim of the ID token");
    }

    /** @param detail what keeps us from knowing in which groups somebody is */
    static UpstreamRefusedException groups(String detail) {
        return new UpstreamRefusedException("groups-unknown", detail);
    }
}
