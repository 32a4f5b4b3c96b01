package org.gatehouse.realm.file.signin;

import org.gatehouse.realm.file.common.Durations;
import org.gatehouse.realm.file.common.Nodes;
import org.gatehouse.realm.network.NetworkPolicy;
import org.gatehouse.realm.network.NetworkRule;
import org.gatehouse.realm.signin.FactorCondition;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.realm.signin.SecondFactorPolicy;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code secondFactor} and {@code network}, where they ask for anything. */
public final class SignInDocument {

    private SignInDocument() {}

    public static void write(ObjectNode file, SecondFactorPolicy policy) {
        if (policy.equals(SecondFactorPolicy.NONE)) {
            return;
        }
        ObjectNode node =
                file.putObject("secondFactor").put("required", policy.demand().code());
        if (!policy.conditions().isEmpty()) {
            node.set("when", Nodes.list(policy.conditions(), SignInDocument::condition));
        }
        node.set(
                "methods",
                Nodes.texts(policy.methods().stream().map(SecondFactor::code).toList()));
        if (policy.rememberDevice() != null) {
            node.put("rememberDevice", Durations.text(policy.rememberDevice()));
        }
    }

    private static ObjectNode condition(FactorCondition condition) {
        return JsonNodeFactory.instance.objectNode().put(condition.kind().code(), condition.name());
    }

    public static void write(ObjectNode file, NetworkPolicy policy) {
        if (policy.equals(NetworkPolicy.NONE)) {
            return;
        }
        ObjectNode node = file.putObject("network");
        Nodes.putUnlessEmpty(node, "inside", policy.inside());
        if (!policy.rules().isEmpty()) {
            node.set("rules", Nodes.list(policy.rules(), SignInDocument::rule));
        }
    }

    private static ObjectNode rule(NetworkRule rule) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("for", rule.audience());
        Nodes.putUnlessEmpty(node, "allow", rule.allow());
        Nodes.putUnlessEmpty(node, "deny", rule.deny());
        return node;
    }
}
