package org.gatehouse.realm.keycloak;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.OidcProvider;
import org.gatehouse.realm.file.common.Nodes;
import org.gatehouse.realm.signin.FactorDemand;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.realm.signin.SecondFactorPolicy;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** When people prove a second factor in Keycloak: the policy of the extension's required action, a text of JSON. */
public final class SecondFactors {

    /** The extension's required action, by which Keycloak knows it. */
    public static final String ACTION = "gatehouse-second-factor";

    /** The extension's mapper of an identity provider, which counts factors shown there. */
    public static final String MAPPER = "gatehouse-trusted-factor";

    /** What the extension's configurations are under. */
    public static final String CONFIGURATION = "policy";

    /** Before every other: who has a factor shows it before they set up another or choose a password. */
    private static final int PRIORITY = 1;

    private static final Set<SecondFactor> PROVED = EnumSet.of(SecondFactor.TOTP, SecondFactor.RECOVERY_CODE);

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SecondFactors() {}

    static boolean areDemanded(RealmDefinition realm) {
        return realm.signIn().secondFactor().demand() != FactorDemand.NEVER;
    }

    /** Whether what counts here is what counts there. */
    static boolean canProve(SecondFactorPolicy policy) {
        return PROVED.containsAll(policy.methods()) && policy.methods().contains(SecondFactor.TOTP);
    }

    static ObjectNode action(RealmDefinition realm) {
        return RequiredActions.of(ACTION, "Second factor", PRIORITY, CONFIGURATION, policy(realm));
    }

    private static ObjectNode policy(RealmDefinition realm) {
        SecondFactorPolicy policy = realm.signIn().secondFactor();
        ObjectNode node = JSON.objectNode().put("required", policy.demand().code());
        ArrayNode when = node.putArray("when");
        policy.conditions()
                .forEach(condition -> when.addObject().put(condition.kind().code(), condition.name()));
        node.set("inside", Nodes.texts(realm.signIn().network().inside()));
        node.set("methods", Nodes.texts(methods(policy)));
        return node;
    }

    /** An app's codes in any case; a passkey counts where a flow of Keycloak's asks for it. */
    private static List<String> methods(SecondFactorPolicy policy) {
        return Stream.concat(Stream.of(SecondFactor.TOTP), policy.methods().stream())
                .filter(method -> method != SecondFactor.EMAIL_CODE)
                .distinct()
                .map(SecondFactor::code)
                .toList();
    }

    /** Empty when factors shown there count for nothing; of Entra ID its own mapper knows. */
    static ObjectNode trusted(Connection connection) {
        ObjectNode claims = JSON.objectNode();
        if (connection.provider() instanceof OidcProvider oidc) {
            Nodes.putUnlessEmpty(claims, "acr", oidc.trustedAcr());
            Nodes.putUnlessEmpty(claims, "amr", oidc.trustedAmr());
        }
        return claims;
    }
}
