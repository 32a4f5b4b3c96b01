package org.gatehouse.realm.keycloak;

import java.util.List;

/** The reference of what a realm file becomes in Keycloak, from the table of treatments. */
final class KeycloakReferenceText {

    private static final String HEAD = """
            # The realm file in Keycloak

            <!-- Generated from the table of treatments; see KeyTreatmentsTest. -->

            What becomes of each key of the [realm file](realm-file.md) in Keycloak 26.7, in an import and by `realm apply`
            ([how](../how-to/keep-a-realm-in-keycloak.md)).

            - **rendered**: Keycloak does it.
            - **partly**: Keycloak does it, but not for every value; of those it does not, the text is told as a warning.
            - **gap**: Keycloak does not do it. A file that asks for it is refused without `--accept-gaps`.
            - **no meaning**: there is nothing a server has to do.

            Beside what the file says, a rendered realm has brute-force detection on, no registration by people themselves, no
            "remember me", rotating refresh tokens, HTTPS for all but private addresses, and its events in the trail
            instead of Keycloak's own store. The implicit flow and password grants are off for every client.

            | key | in Keycloak | how, or what happens instead |
            |---|---|---|
            """;

    private KeycloakReferenceText() {}

    static String of(List<KeyTreatment> treatments) {
        StringBuilder text = new StringBuilder(HEAD);
        treatments.forEach(treatment -> text.append("| `%s` | %s | %s |%n"
                .formatted(
                        treatment.key(),
                        treatment.outcome().code(),
                        (treatment.first() + " " + treatment.reason()).trim())));
        return text.toString().replace(System.lineSeparator(), "\n");
    }
}
