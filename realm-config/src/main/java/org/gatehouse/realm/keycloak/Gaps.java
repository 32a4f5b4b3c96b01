package org.gatehouse.realm.keycloak;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gatehouse.realm.AttributeDefinition;
import org.gatehouse.realm.AuthMethod;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.IdTokenAlg;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.TokenLifetimes;
import org.gatehouse.realm.client.ClientFeatures;
import org.gatehouse.realm.client.RegistrationPolicy;
import org.gatehouse.realm.data.DataProtection;
import org.gatehouse.realm.data.Lifecycle;
import org.gatehouse.realm.data.SupportAccess;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.Credential;
import org.gatehouse.realm.federation.EntraId;
import org.gatehouse.realm.federation.Linking;
import org.gatehouse.realm.federation.Provisioning;
import org.gatehouse.realm.password.BreachedPasswords;
import org.gatehouse.realm.password.PasswordPolicy;
import org.gatehouse.realm.signin.FactorDemand;
import org.gatehouse.realm.signin.SecondFactorPolicy;

/** What a realm asks for and Keycloak does not do. Defaults that ask for nothing are no gap; defaults that refuse are. */
public final class Gaps {

    private static final Set<String> KEYCLOAK_KNOWS = Set.of("username");

    private final List<Gap> found = new ArrayList<>();

    private Gaps() {}

    /** @param imported whether Keycloak reads a document instead of being asked through its admin API */
    public static List<Gap> of(RealmDefinition realm, boolean imported) {
        Gaps gaps = new Gaps();
        gaps.addPasswords(realm.password());
        gaps.addFactors(realm.signIn().secondFactor());
        gaps.addIf(!realm.signIn().network().rules().isEmpty(), "network");
        gaps.addTokens(realm);
        realm.clients().forEach(gaps::add);
        gaps.addIf(!realm.registration().equals(RegistrationPolicy.CLOSED), "registration");
        realm.signIn().connections().forEach(connection -> gaps.add(connection, imported));
        realm.roles().stream()
                .filter(role -> !role.permissions().isEmpty())
                .forEach(role -> gaps.add("roles.permissions", "roles[" + role.name() + "].permissions"));
        realm.attributes().forEach(gaps::add);
        gaps.add(realm.dataProtection());
        gaps.addIf(!realm.trail().objectKinds().isEmpty(), "trail.objectKinds");
        gaps.addIf(!realm.trail().activities().isEmpty(), "trail.activities");
        gaps.addIf(realm.trail().approvalAbove() != null, "trail.exports");
        return List.copyOf(gaps.found);
    }

    private void addPasswords(PasswordPolicy password) {
        addIf(!KEYCLOAK_KNOWS.containsAll(password.notContaining()), "password.notContaining");
        addIf(password.breached() != BreachedPasswords.OFF, "password.breached");
        addIf(!password.maxAge().byRole().isEmpty(), "password.maxAge");
    }

    private void addFactors(SecondFactorPolicy policy) {
        boolean demanded = policy.demand() != FactorDemand.NEVER;
        addIf(demanded && !SecondFactors.canProve(policy), "secondFactor.methods");
        addIf(policy.rememberDevice() != null, "secondFactor.rememberDevice");
    }

    private void addTokens(RealmDefinition realm) {
        addIf(!realm.tokens().keys().equals(TokenLifetimes.Keys.DEFAULT), "tokens.keys.rotation");
    }

    private void add(ClientDefinition client) {
        String path = "clients[" + client.id() + "].";
        ClientFeatures features = client.features();
        client.scopes().stream()
                .filter(Scopes::isOfTheService)
                .forEach(scope -> add("clients.scopes", path + "scopes[" + scope + "]"));
        addIf(!features.resources().isEmpty(), "clients.resources", path + "resources");
        addIf(client.authMethod() == AuthMethod.SELF_SIGNED_TLS_CLIENT_AUTH, "clients.authMethod", path + "authMethod");
        addIf(features.introspectionAlg() != IdTokenAlg.RS256, "clients.introspectionAlg", path + "introspectionAlg");
        addIf(features.network() != null, "clients.network", path + "network");
        addIf(features.signals() != null, "clients.signals", path + "signals");
    }

    private void add(Connection connection, boolean imported) {
        String path = "connections[" + connection.alias() + "].";
        addIf(imported && Connections.needsDiscovery(connection), "connections.issuer", path + "issuer");
        addIf(
                connection.clientSecretExpires() != null,
                "connections.clientSecretExpires",
                path + "clientSecretExpires");
        addIf(connection.credential() == Credential.CERTIFICATE, "connections.authMethod", path + "authMethod");
        addIf(!connection.domains().isEmpty(), "connections.domains", path + "domains");
        boolean linksAtSignIn = connection.linking() != Linking.NEVER;
        boolean never = connection.provisioning() == Provisioning.NEVER;
        addIf(never && linksAtSignIn, "connections.provision", path + "provision");
        addIf(!never && connection.linking() != Linking.ASK, "connections.link", path + "link");
        if (connection.provider() instanceof EntraId entra) {
            addIf(!connection.guests().areRefused(), "connections.guests", path + "guests");
            addIf(!entra.keep().isZero(), "connections.groups.keep", path + "groups.keep");
        }
    }

    private void add(AttributeDefinition attribute) {
        String path = "attributes[" + attribute.name() + "].";
        addIf(attribute.unique(), "attributes.unique", path + "unique");
        addIf(attribute.sensitive(), "attributes.sensitive", path + "sensitive");
        addIf(!People.isPatternUsable(attribute), "attributes.pattern", path + "pattern");
    }

    private void add(DataProtection data) {
        addIf(data.billingCountry() != null, "billingCountry");
        addIf(data.support() != SupportAccess.CONSENT_REQUIRED, "support");
        addIf(!data.lifecycle().equals(Lifecycle.DEFAULT), "lifecycle");
    }

    private void addIf(boolean said, String key) {
        addIf(said, key, key);
    }

    private void addIf(boolean said, String key, String path) {
        if (said) {
            add(key, path);
        }
    }

    private void add(String key, String path) {
        found.add(KeyTreatments.gapAt(key, path));
    }
}
