package org.gatehouse.realm.file.connections;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.federation.Credential;
import org.gatehouse.realm.federation.EntraId;
import org.gatehouse.realm.file.common.Choice;
import org.gatehouse.realm.file.common.Secrets;
import org.gatehouse.realm.secret.SecretReference;
import org.jspecify.annotations.Nullable;

/**
 * By what a provider knows this service.
 *
 * @param secret null when it is by a key
 */
record ClientCredential(
        Credential kind,
        @Nullable SecretReference secret,
        @Nullable LocalDate expires) {

    static ClientCredential read(Part part) {
        Credential kind = Choice.of(part, "authMethod", Credential.values(), Credential::code, Credential.SECRET);
        if (kind != Credential.SECRET) {
            refuse(part, kind, "clientSecret");
            refuse(part, kind, "clientSecretExpires");
            refuseForEntra(part, kind);
        } else if (!part.has("clientSecret")) {
            part.refuse(
                    "The connection does not say by what the provider knows this service.",
                    "Add `clientSecret`, or write authMethod: certificate or private_key_jwt.");
        }
        return new ClientCredential(kind, Secrets.read(part, "clientSecret"), expiry(part));
    }

    private static void refuse(Part part, Credential kind, String key) {
        if (part.has(key)) {
            part.child(key).refuseKey("With `" + kind.code() + "` there is no secret.", "Remove the key.");
        }
    }

    /** It takes no key it finds at an address. */
    private static void refuseForEntra(Part part, Credential kind) {
        if (kind == Credential.REALM_KEYS && part.text("kind", "").equals(EntraId.KIND)) {
            part.child("authMethod")
                    .refuse(
                            "Entra ID takes keys only by certificates uploaded there.",
                            "Write authMethod: certificate, or use a `clientSecret`.");
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
