package org.gatehouse.realm.file;

import java.util.Locale;
import java.util.Set;
import org.gatehouse.realm.document.Part;

/**
 * Names every account has a meaning for already: its own fields, the claims of OpenID Connect and JWT, the core of SCIM.
 * A custom attribute of such a name would be taken for the standard one.
 */
final class StandardFields {

    /** Without underscores and capitals, for {@code given_name} and {@code givenName} are one name. */
    private static final Set<String> NAMES = Set.of(
            "account",
            "acr",
            "act",
            "active",
            "address",
            "addresses",
            "amr",
            "attributes",
            "aud",
            "authtime",
            "azp",
            "birthdate",
            "clientid",
            "cnf",
            "createdat",
            "displayname",
            "email",
            "emails",
            "emailverified",
            "exp",
            "externalid",
            "familyname",
            "gender",
            "givenname",
            "groups",
            "iat",
            "id",
            "iss",
            "jti",
            "locale",
            "meta",
            "middlename",
            "name",
            "nbf",
            "nickname",
            "nonce",
            "password",
            "permissions",
            "phone",
            "phonenumber",
            "phonenumbers",
            "phonenumberverified",
            "phoneverified",
            "picture",
            "preferredusername",
            "profile",
            "realm",
            "roles",
            "schemas",
            "scope",
            "sid",
            "state",
            "status",
            "sub",
            "subject",
            "updatedat",
            "username",
            "version",
            "website",
            "zoneinfo");

    private StandardFields() {}

    static void refuse(Part name) {
        if (NAMES.contains(name.text().replace("_", "").toLowerCase(Locale.ROOT))) {
            name.refuse(
                    "`" + name.text() + "` means something for every account already, so no attribute is called that.",
                    "Choose another name.");
        }
    }
}
