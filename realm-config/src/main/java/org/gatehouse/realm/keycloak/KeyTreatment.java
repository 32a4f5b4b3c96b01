package org.gatehouse.realm.keycloak;

/**
 * What becomes of one key of the realm file in Keycloak.
 *
 * @param key names separated by dots, without indexes; of what is below it, whatever has no treatment of its own has this one
 * @param first how it is rendered, or what Keycloak does instead
 * @param reason why there is a gap; empty where there is none
 */
public record KeyTreatment(String key, Outcome outcome, String first, String reason) {

    /** Whether Keycloak does what the key says. */
    public enum Outcome {
        RENDERED("rendered"),
        /** Some values are, others are a gap. */
        PARTLY("partly"),
        GAP("gap"),
        /** The key says nothing a server has to do. */
        MEANINGLESS("no meaning");

        private final String code;

        Outcome(String code) {
            this.code = code;
        }

        /** As the reference writes it. */
        public String code() {
            return code;
        }

        /** Whether a file may say something of it that Keycloak does not do. */
        public boolean mayBeGap() {
            return this == PARTLY || this == GAP;
        }
    }

    static KeyTreatment rendered(String key, String how) {
        return new KeyTreatment(key, Outcome.RENDERED, how, "");
    }

    static KeyTreatment partly(String key, String instead, String reason) {
        return new KeyTreatment(key, Outcome.PARTLY, instead, reason);
    }

    static KeyTreatment gap(String key, String instead, String reason) {
        return new KeyTreatment(key, Outcome.GAP, instead, reason);
    }

    static KeyTreatment meaningless(String key, String why) {
        return new KeyTreatment(key, Outcome.MEANINGLESS, why, "");
    }

    Gap at(String path) {
        return new Gap(key, path, first, reason);
    }
}
