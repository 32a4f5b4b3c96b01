package org.gatehouse.realm.signin;

/**
 * Where a second factor is asked for.
 *
 * @param name of a role, of a client, or {@link org.gatehouse.realm.network.NetworkName a network}
 */
public record FactorCondition(Kind kind, String name) {

    /** What the condition looks at. */
    public enum Kind {
        ROLE("role"),
        CLIENT("client"),
        NETWORK("network");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** The key the realm file writes it under. */
        public String code() {
            return code;
        }
    }
}
