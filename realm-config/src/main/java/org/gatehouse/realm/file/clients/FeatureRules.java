package org.gatehouse.realm.file.clients;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.ClientKind;
import org.gatehouse.realm.client.ClientFeatures;
import org.gatehouse.realm.client.ClientProfile;
import org.gatehouse.realm.client.SignalDelivery;
import org.gatehouse.realm.client.SignalStream;
import org.gatehouse.realm.client.SubjectType;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.file.common.WebAddress;

/** What must be true of what a client has beyond the core of the protocols. */
final class FeatureRules {

    private FeatureRules() {}

    static void check(ClientDefinition client, Part part) {
        if (client.features().equals(ClientFeatures.NONE)
                && !client.authMethod().usesKey()) {
            return;
        }
        GrantRules.check(client, part);
        checkKeys(client, part);
        checkLogout(client, part);
        part.items("resources").forEach(FeatureRules::checkResource);
        if (client.features().profile() == ClientProfile.FAPI2) {
            Fapi2Rules.check(client, part);
        }
        if (client.features().subjectType() == SubjectType.PAIRWISE) {
            checkSector(client, part);
        }
        if (client.features().signals() != null) {
            checkSignals(client.features().signals(), part.child("signals"));
        }
    }

    private static void checkKeys(ClientDefinition client, Part part) {
        if (part.has("jwks") && part.has("jwksUri")) { // RFC 7591, section 2
            part.child("jwksUri").refuse("The client has its keys written out already.", "Keep one of them.");
        }
        if (client.authMethod().usesKey() && !client.features().keys().isPresent()) {
            part.child("authMethod")
                    .refuse(
                            "The client has no public key its authentication could be checked with.",
                            "Add `jwksUri` or `jwks`.");
        }
        KeySetRules.check(part.child("jwks"));
        SigningKeyRules.check(client, part.child("jwks"));
        WebAddress.read(part, "jwksUri");
    }

    /** RFC 8707, section 2. */
    private static void checkResource(Part resource) {
        Optional<URI> uri = resource.isFlawless() ? uri(resource.text()) : Optional.empty();
        if (resource.isFlawless() && (uri.isEmpty() || !uri.get().isAbsolute())) {
            resource.refuse("This is not an absolute URI.", "Write for example https://orders.example/.");
        } else if (uri.map(URI::getRawFragment).isPresent()) {
            resource.refuse("The resource has a fragment (`#`).", "Leave it away.");
        }
    }

    private static void checkLogout(ClientDefinition client, Part part) {
        for (String key : List.of("backchannelLogoutUri", "frontchannelLogoutUri", "subjectType", "network")) {
            if (client.kind() == ClientKind.SERVICE && part.has(key)) {
                part.child(key).refuse("Nobody signs in to a service, so this means nothing.", "Remove the key.");
            }
        }
        WebAddress.read(part, "backchannelLogoutUri");
        WebAddress.read(part, "frontchannelLogoutUri").ifPresent(uri -> checkOrigin(uri, client, part));
    }

    /** OpenID Connect Front-Channel Logout, section 2: scheme, host and port are those of a redirect URI. */
    private static void checkOrigin(URI uri, ClientDefinition client, Part part) {
        boolean known = client.redirectUris().stream()
                .map(FeatureRules::uri)
                .flatMap(Optional::stream)
                .anyMatch(redirect -> origin(redirect).equals(origin(uri)));
        if (!known) {
            part.child("frontchannelLogoutUri")
                    .refuse(
                            "No redirect URI of the client is on this host.",
                            "Scheme, host and port are those of one.");
        }
    }

    /** OpenID Connect Core, section 8.1: what people are known by depends on the one host of the redirect URIs. */
    private static void checkSector(ClientDefinition client, Part part) {
        List<String> hosts = client.redirectUris().stream()
                .map(uri -> uri(uri).map(URI::getHost).orElse(""))
                .map(host -> Objects.toString(host, ""))
                .distinct()
                .toList();
        if (part.isFlawless() && (hosts.size() > 1 || hosts.contains(""))) {
            part.child("subjectType")
                    .refuse(
                            "The redirect URIs of a client with pairwise subjects are all on one host.",
                            "Make a client of each host, or write subjectType: public.");
        }
    }

    private static void checkSignals(SignalStream signals, Part part) {
        boolean push = signals.delivery() == SignalDelivery.PUSH;
        if (push && !part.has("endpoint")) {
            part.refuse("It is not said where events are sent.", "Add `endpoint`, or write delivery: poll.");
        }
        for (String key : List.of("endpoint", "authorization")) {
            if (!push && part.has(key)) {
                part.child(key).refuse("A client that polls has no `" + key + "`.", "Remove the key.");
            }
        }
        WebAddress.read(part, "endpoint");
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException ex) {
            return Optional.empty(); // refused where it is written
        }
    }
}
