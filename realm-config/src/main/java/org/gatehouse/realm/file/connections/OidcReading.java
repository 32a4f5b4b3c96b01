package org.gatehouse.realm.file.connections;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.federation.OidcProvider;
import org.gatehouse.realm.file.common.WebAddress;

/** Reads what a connection of kind {@code oidc} says beside what every connection does. */
final class OidcReading {

    /** Their issuers are templates, and whom they speak for is in other claims than elsewhere. */
    private static final Set<String> MICROSOFT = Set.of(
            "login.microsoftonline.com",
            "login.microsoftonline.us",
            "login.partner.microsoftonline.cn",
            "login.windows.net",
            "sts.windows.net");

    private OidcReading() {}

    static OidcProvider read(Part part) {
        OtherKind.refuse(part, OidcProvider.KIND, "tenants", "host");
        OtherKind.refuse(part.child("trustFactors"), OidcProvider.KIND, "acrs");
        OtherKind.refuse(part.child("groups"), OidcProvider.KIND, "overage", "keep");
        checkIssuer(part);
        return new OidcProvider(
                part.text("issuer"),
                part.child("trustFactors").texts("acr"),
                part.child("trustFactors").texts("amr"),
                part.child("roles").text("claim", OidcProvider.DEFAULT_ROLES_CLAIM),
                part.child("groups").text("claim", OidcProvider.DEFAULT_GROUPS_CLAIM));
    }

    private static void checkIssuer(Part part) {
        if (!part.has("issuer")) {
            part.child("issuer").refuse("The connection does not say who the provider is.", "Add its `issuer`.");
        }
        WebAddress.read(part, "issuer").ifPresent(uri -> check(part.child("issuer"), uri));
    }

    private static void check(Part issuer, URI uri) {
        if (uri.getRawQuery() != null) { // OpenID Connect Discovery, section 3
            issuer.refuse("An issuer has no query (`?`).", "");
        }
        if (MICROSOFT.contains(uri.getHost().toLowerCase(Locale.ROOT))) {
            issuer.refuse(
                    "This is Microsoft Entra ID: without the rules of its own, people of other tenants could come.",
                    "Write kind: entra-id with `tenants`, and no issuer.");
        }
    }
}
