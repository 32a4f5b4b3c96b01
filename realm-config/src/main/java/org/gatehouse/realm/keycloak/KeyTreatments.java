package org.gatehouse.realm.keycloak;

import static org.gatehouse.realm.keycloak.KeyTreatment.gap;
import static org.gatehouse.realm.keycloak.KeyTreatment.meaningless;
import static org.gatehouse.realm.keycloak.KeyTreatment.partly;
import static org.gatehouse.realm.keycloak.KeyTreatment.rendered;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What becomes of each key of the realm file in Keycloak: the one table the gaps, the reference and a test are made from. */
public final class KeyTreatments {

    private static final List<KeyTreatment> REALM = List.of(
            meaningless("version", "It is about the file."),
            rendered("realm", "The name of the realm, which is in every address of it."),
            rendered("displayName", "The realm's display name."),
            gap(
                    "billingCountry",
                    "Data stay where Keycloak's database is.",
                    "A Keycloak has one database for all of its realms."),
            rendered("languages", "Internationalization with these languages, the first by default."),
            meaningless("prune", "It is about applying the file, and `realm apply` keeps to it."));

    private static final List<KeyTreatment> SIGN_IN = List.of(
            rendered("password.rules", "The extension's password policy `gatehouse-password-rules`."),
            meaningless("password.rules.examples", "They are checked when the file is."),
            partly(
                    "password.notContaining",
                    "Of an e-mail address Keycloak refuses the whole as a password, not a part; other fields may be in it.",
                    "Its policies know the user name and the whole address."),
            gap(
                    "password.breached",
                    "Common and breached passwords are accepted.",
                    "Keycloak's deny list is a file on the server, which no realm can bring."),
            rendered("password.history", "The policy `passwordHistory`, which counts the current password too."),
            partly(
                    "password.maxAge",
                    "Nobody has to change a password because of a role.",
                    "Keycloak's policy `forceExpiredPasswordChange` is for everybody or nobody."),
            rendered(
                    "secondFactor.required",
                    "The extension's required action `gatehouse-second-factor`, on every way in: who has no factor sets one up"
                            + " and proves it, who has one proves it first, whether or not it is asked of them. CIBA and the JWT"
                            + " authorization grant ask for no required action: the file gives them to no client, and an"
                            + " administrator who does lets people in without a factor."),
            rendered(
                    "secondFactor.when",
                    "The same. A role counts however it comes; a network is told by the address Keycloak sees."),
            partly(
                    "secondFactor.methods",
                    "People prove a code of an app or, with `recovery-code`, one of their codes, whatever else is listed.",
                    "The extension sends no code and asks for no passkey; one counts when a flow of Keycloak's asked for it."),
            gap(
                    "secondFactor.rememberDevice",
                    "Browsers are asked each time.",
                    "Keycloak's own flow does not remember a browser."),
            rendered("verifiedEmail", "The realm's `Verify email`."),
            rendered("network.inside", "The addresses `secondFactor.when` calls inside."),
            gap("network", "People may come from anywhere.", "Keycloak's flows do not look at addresses."));

    private static final List<KeyTreatment> TOKENS = List.of(
            rendered("tokens.web.access", "The realm's and each web client's access token lifespan."),
            rendered("tokens.web.idle", "SSO session idle."),
            rendered("tokens.web.session", "SSO session max."),
            rendered("tokens.mobile.access", "Each mobile client's access token lifespan."),
            rendered(
                    "tokens.mobile.session",
                    "The extension's client policy `gatehouse.mobile`. Session and tokens of an app end that long after the"
                            + " person showed who they are: with `offline_access`, rotation, a session of the browser and"
                            + " longer lifespans of realm or client, too. An app exchanges no token, its own is exchanged"
                            + " only for an access token that ends in time, and no token that came from an exchange is"
                            + " exchanged again. Permissions of Keycloak's authorization services (UMA) tell no policy when they"
                            + " are given: the file gives them to no client, and an administrator who does lets tokens outlive"
                            + " the bound."),
            rendered("tokens.service.access", "Each service client's access token lifespan."),
            gap(
                    "tokens.keys.rotation",
                    "Keys stay until an administrator adds others.",
                    "Keycloak does not rotate keys by itself."));

    private static final List<KeyTreatment> CLIENTS = List.of(
            rendered("clients.id", "The client ID."),
            rendered("clients.kind", "Flows, lifespans and the attribute `gatehouse.kind`."),
            rendered("clients.displayName", "The client's name."),
            rendered("clients.redirectUris", "Valid redirect URIs; loopback addresses hold for any port there, too."),
            rendered("clients.postLogoutRedirectUris", "Valid post logout redirect URIs; none when there is none."),
            rendered("clients.backchannelLogoutUri", "Backchannel logout URL, session required."),
            rendered("clients.frontchannelLogoutUri", "Front-channel logout URL, session required."),
            rendered(
                    "clients.secret",
                    "In an import `${NAME}`, which Keycloak resolves from its environment; applied, the secret itself."
                            + " Keycloak makes a `generated` one."),
            rendered("clients.jwks", "The client's keys, as a text."),
            rendered("clients.jwksUri", "The client's JWKS URL."),
            partly(
                    "clients.scopes",
                    "The scope gives nothing and is refused as unknown.",
                    "It is one of Gatehouse's own API; in Keycloak, roles of `realm-management` give such rights."),
            gap(
                    "clients.resources",
                    "Tokens are not restricted to a resource.",
                    "Keycloak does not support resource indicators (RFC 8707)."),
            rendered("clients.consent", "Consent required."),
            rendered("clients.pkce", "PKCE method S256, or none demanded of a client that authenticates."),
            partly(
                    "clients.authMethod",
                    "The client cannot authenticate before an administrator has set the subject of its certificate.",
                    "Keycloak recognises certificates by their subject, not by the client's keys (RFC 8705, section 2.2)."),
            rendered("clients.grants", "Flows and capabilities of the client."),
            rendered(
                    "clients.profile",
                    "A client policy of executors for FAPI 2.0, and pushed authorization requests required."),
            rendered("clients.dpop", "DPoP bound tokens."),
            rendered("clients.subjectType", "A mapper for pairwise subject identifiers. They differ from Gatehouse's."),
            rendered("clients.idTokenAlg", "ID token signature algorithm."),
            gap(
                    "clients.introspectionAlg",
                    "Answers about tokens are not signed as RFC 9701 has it.",
                    "Keycloak's signed answers have a form of their own."),
            gap(
                    "clients.network",
                    "The client's people may come from anywhere.",
                    "Keycloak's flows do not look at addresses."),
            gap(
                    "clients.signals",
                    "The client is told nothing.",
                    "Keycloak's Shared Signals are a preview, and not what the client is promised here."),
            partly(
                    "registration",
                    "Keycloak's own client registration policies decide who may register what.",
                    "They are an administrator's, and know other bounds."));

    private static final List<KeyTreatment> CONNECTIONS = List.of(
            rendered("connections.alias", "The identity provider's alias."),
            rendered(
                    "connections.kind",
                    "An OpenID Connect identity provider; Entra ID's addresses are written out. It is told `max_age`, and who"
                            + " comes to a client that asks for one (each app does) with a token without `auth_time` is turned"
                            + " away: Entra ID sends it as an optional claim."),
            rendered("connections.displayName", "The identity provider's display name."),
            partly(
                    "connections.issuer",
                    "An import leaves the provider out.",
                    "It would have to name addresses, which only discovery knows; `realm apply` has Keycloak discover them."),
            rendered("connections.host", "The Microsoft cloud in every address."),
            rendered(
                    "connections.tenants",
                    "Accepted issuers, the claim `tid` as an essential claim, and the extension's mapper"
                            + " `gatehouse-entra-id`: it takes a token only when its issuer is of the same tenant, knows people by"
                            + " `tid` and `oid`, and an address only with `xms_edov`."),
            rendered("connections.clientId", "The client ID at the provider."),
            rendered(
                    "connections.clientSecret",
                    "As a client's secret. Keycloak never shows it again: it is sent when it is kept elsewhere, or"
                            + " `clientSecretExpires` changes."),
            gap(
                    "connections.clientSecretExpires",
                    "Nobody is told that a secret is about to end.",
                    "Keycloak does not know when it does."),
            partly(
                    "connections.authMethod",
                    "The certificate to upload at the provider is that of Keycloak's own signing key.",
                    "Keycloak signs with its realm's key; a connection's own key stays where it was made."),
            gap(
                    "connections.domains",
                    "People choose the provider themselves.",
                    "Keycloak sends by domain only members of organizations."),
            rendered(
                    "connections.trustFactors",
                    "The extension's mappers `gatehouse-trusted-factor` and `gatehouse-entra-id`. It counts for who was linked before they came, or got"
                            + " their account by coming, and not for who links just then."),
            rendered("connections.roles", "A mapper for each role, updated at each sign-in."),
            rendered("connections.groups", "A mapper for each group, updated at each sign-in."),
            rendered(
                    "connections.groups.overage",
                    "The extension's mapper `gatehouse-entra-id` asks Microsoft Graph, for which the scope has `User.Read`."
                            + " Who is in more than 11 000 groups is turned away, and so are tenants of the US Department of"
                            + " Defense, whose Graph is another."),
            gap(
                    "connections.groups.keep",
                    "While Microsoft Graph does not answer, whoever has to be asked about is turned away.",
                    "The extension keeps no groups between sign-ins."),
            partly(
                    "connections.guests",
                    "Guests are turned away, and so is whose token has no `acct`.",
                    "The extension gives nobody a role for being a guest."),
            partly(
                    "connections.provision",
                    "Only people come in who have linked the provider to their account before.",
                    "Keycloak makes an account for everybody or lets nobody link at sign-in."),
            partly(
                    "connections.link",
                    "Whoever has an account with the same address is asked to show that it is theirs.",
                    "Keycloak's first broker login flow always asks, and trusts no address."));

    private static final List<KeyTreatment> PEOPLE = List.of(
            rendered(
                    "roles.name",
                    "A realm role. Gatehouse's built-in roles are realm roles, too, and give nothing in Keycloak."),
            rendered("roles.description", "The role's description."),
            gap(
                    "roles.permissions",
                    "The role gives no right in Keycloak's administration.",
                    "The permissions are of Gatehouse's own API; Keycloak has roles of `realm-management`."),
            rendered("attributes.name", "An attribute of the user profile."),
            rendered("attributes.type", "A validation of its values."),
            gap(
                    "attributes.unique",
                    "Two people may have the same value.",
                    "Keycloak cannot keep an attribute unique."),
            partly(
                    "attributes.sensitive",
                    "Only administrators see the values, unmasked; they are not encrypted, and looking is not traced.",
                    "Keycloak keeps attributes in clear text."),
            rendered("attributes.displayName", "The label, by language in the realm's own texts."),
            partly(
                    "attributes.pattern",
                    "The pattern is not checked.",
                    "It is not one of Java's, which Keycloak uses."),
            rendered("attributes.maxLength", "A validation of its values."),
            rendered("groups.name", "A group; its path is the same."),
            rendered("groups.description", "The group's description."),
            rendered("groups.roles", "The group's role mappings."),
            rendered("groups.groups", "Groups in it."));

    private static final List<KeyTreatment> DATA = List.of(
            rendered(
                    "attestations",
                    "The extension's required action `gatehouse-attestations`, in the person's language. What they accepted is"
                            + " in their attribute `gatehouse.attestations`: text, version and time, a renewal beside what was"
                            + " before. Only administrators see it, and nobody can edit it. CIBA and the JWT authorization grant,"
                            + " which the file gives to no client, ask for nothing."),
            gap(
                    "support",
                    "Administrators of the master realm see everything.",
                    "Keycloak does not know support from outside the realm."),
            rendered(
                    "trail.retention",
                    "The attribute `gatehouse.retention`, by which the extension chooses each entry's tier. Keycloak's own"
                            + " events are not stored: they are no trail, and would name people after they were deleted."),
            gap(
                    "trail.objectKinds",
                    "Relying apps cannot report what they do.",
                    "Keycloak has no such API; they report to Gatehouse."),
            gap(
                    "trail.activities",
                    "Relying apps cannot report what they do.",
                    "Keycloak has no such API; they report to Gatehouse."),
            gap(
                    "trail.exports",
                    "Exports of the trail need nobody's approval.",
                    "Keycloak has no such exports; the trail the extension sends is exported from Gatehouse."),
            gap(
                    "lifecycle",
                    "Whoever is deleted is gone at once, and a realm stays until it is deleted.",
                    "Keycloak deletes for good and keeps no log of mail."));

    private static final Map<String, KeyTreatment> ALL = Stream.of(
                    REALM, SIGN_IN, TOKENS, CLIENTS, CONNECTIONS, PEOPLE, DATA)
            .flatMap(List::stream)
            .collect(Collectors.toMap(
                    KeyTreatment::key, treatment -> treatment, (first, second) -> first, LinkedHashMap::new));

    private KeyTreatments() {}

    /** All of them, in the order of the realm file. */
    public static List<KeyTreatment> all() {
        return List.copyOf(ALL.values());
    }

    /** Of a key or what it is in; empty when nobody thought of it. */
    public static Optional<KeyTreatment> find(String key) {
        for (String at = key; !at.isEmpty(); at = at.contains(".") ? at.substring(0, at.lastIndexOf('.')) : "") {
            if (ALL.containsKey(at)) {
                return Optional.of(ALL.get(at));
            }
        }
        return Optional.empty();
    }

    static Gap gapAt(String key, String path) {
        KeyTreatment treatment = ALL.get(key);
        if (treatment == null || !treatment.outcome().mayBeGap()) {
            throw new IllegalStateException("No gap is known for " + key);
        }
        return treatment.at(path);
    }
}
