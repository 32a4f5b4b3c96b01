package org.gatehouse.realm.file.connections;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.federation.EntraId;
import org.gatehouse.realm.file.common.Secrets;
import org.gatehouse.realm.secret.SecretReference;
import org.jspecify.annotations.Nullable;

/**
 * By what a provider knows this service.
 *
 * @param secret null when it is by the realm's keys
 */
record ClientCredential(
        @Nullable SecretReference secret, @Nullable LocalDate expires) {

    static final String KEY = "private_key_jwt";

    static ClientCredential read(Part part) {
        if (part.text("authMethod", "").equals(KEY)) {
            refuse(part, "clientSecret");
            refuse(part, "clientSecretExpires");
            refuseForEntra(part);
        } else if (!part.has("clientSecret")) {
            part.refuse(
                    "The connection does not say by what the provider knows this service.",
                    "Add `clientSecret`, or write authMethod: private_key_jwt.");
        }
        return new ClientCredential(Secrets.read(part, "clientSecret"), expiry(part));
    }

    private static void refuse(Part part, String key) {
        if (part.has(key)) {
            part.child(key).refuseKey("With `private_key_jwt` there is no secret.", "Remove the key.");
        }
    }

    /** It takes no key it finds at an address. */
    private static void refuseForEntra(Part part) {
        if (part.text("kind", "").equals(EntraId.KIND)) {
            part.child("authMethod")
                    .refuse("Entra ID takes keys only by certificates uploaded there.", "Use a `clientSecret`.");
        }
    }

    private static @Nullable LocalDate expiry(Part part) {
        if (!part.has("clientSecretExpires")
                || !part.child("clientSecretExpires").isFlawless()) {
            return null;
        }
        try {
            return LocalDate.parse(part.text("clientSecretExpires"));
        } catch (DateTimeParseException ex) {
            part.child("clientSecretExpires").refuse("There is no such day.", "Write for example 2027-01-31.");
            return null;
        }
    }
}
