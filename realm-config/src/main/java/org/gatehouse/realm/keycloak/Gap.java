package org.gatehouse.realm.keycloak;

/**
 * Something a realm file says and Keycloak does not do.
 *
 * @param key of the realm file's schema, as {@link KeyTreatment#key}
 * @param path where the file says it: {@code clients[van].signals}
 * @param instead what Keycloak does instead, a sentence
 * @param reason why, a sentence
 */
public record Gap(String key, String path, String instead, String reason) {

    @Override
    public String toString() {
        return path + ": " + instead + " " + reason;
    }
}
