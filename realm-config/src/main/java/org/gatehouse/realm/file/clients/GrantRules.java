package org.gatehouse.realm.file.clients;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.ClientKind;
import org.gatehouse.realm.client.GrantType;
import org.gatehouse.realm.document.Part;

/** Which grants suit which client. */
final class GrantRules {

    /** What a refresh token may come of. */
    private static final Set<GrantType> OF_PEOPLE = EnumSet.of(GrantType.AUTHORIZATION_CODE, GrantType.DEVICE_CODE);

    /** RFC 6749, section 4.4, and RFC 8693: what only a client may use that authenticates. */
    private static final Set<GrantType> CONFIDENTIAL =
            EnumSet.of(GrantType.CLIENT_CREDENTIALS, GrantType.TOKEN_EXCHANGE);

    private GrantRules() {}

    static void check(ClientDefinition client, Part part) {
        List<GrantType> grants = client.features().grants();
        for (int index = 0; index < grants.size(); index++) {
            check(client, grants.get(index), part.items("grants").get(index));
        }
        if (grants.contains(GrantType.REFRESH_TOKEN) && grants.stream().noneMatch(OF_PEOPLE::contains)) {
            part.child("grants")
                    .refuse(
                            "There is no grant a refresh token could come of.",
                            "Add authorization_code or device_code, or remove refresh_token.");
        }
    }

    private static void check(ClientDefinition client, GrantType grant, Part written) {
        if (client.kind() == ClientKind.SERVICE && !CONFIDENTIAL.contains(grant)) {
            written.refuse("Nobody signs in to a service, so it has no grant `" + grant.code() + "`.", "Remove it.");
        }
        if (client.isPublic() && CONFIDENTIAL.contains(grant)) {
            written.refuse(
                    "The grant `" + grant.code() + "` is for clients that authenticate.",
                    "Remove it, or give the client a secret or a key.");
        }
    }

    /** Whether people come back to one of its redirect URIs. */
    static boolean usesRedirects(ClientDefinition client) {
        List<GrantType> grants = client.features().grants();
        return grants.isEmpty() ? client.kind() != ClientKind.SERVICE : grants.contains(GrantType.AUTHORIZATION_CODE);
    }
}
