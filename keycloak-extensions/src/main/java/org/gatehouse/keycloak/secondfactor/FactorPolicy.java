package org.gatehouse.keycloak.secondfactor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gatehouse.keycloak.signin.NotConfiguredException;
import org.gatehouse.realm.keycloak.SecondFactors;
import org.gatehouse.realm.network.CidrBlock;
import org.gatehouse.realm.network.InvalidCidrBlockException;
import org.gatehouse.realm.network.NetworkName;
import org.gatehouse.realm.signin.FactorCondition;
import org.gatehouse.realm.signin.FactorCondition.Kind;
import org.gatehouse.realm.signin.FactorDemand;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * When people prove a second factor.
 *
 * @param conditions any of which is enough; unless it is always asked for
 * @param inside the networks that are not outside
 * @param methods that count
 */
record FactorPolicy(boolean always, List<FactorCondition> conditions, List<CidrBlock> inside, Set<String> methods) {

    private static final Set<String> KEYS = Set.of("required", "when", "inside", "methods");

    static final String TOTP = "totp";
    static final String RECOVERY_CODE = "recovery-code";
    static final String PASSKEY = "passkey";

    private static final Set<String> METHODS = Set.of(TOTP, RECOVERY_CODE, PASSKEY);

    /** @throws NotConfiguredException when it is not complete and valid */
    static FactorPolicy of(@Nullable RequiredActionConfigModel config) {
        String text = config == null ? null : config.getConfigValue(SecondFactors.CONFIGURATION);
        if (text == null || text.isBlank()) {
            throw new NotConfiguredException("The policy is missing.");
        }
        try {
            return read(JsonMapper.shared().readTree(text));
        } catch (JacksonException | InvalidCidrBlockException ex) {
            throw new NotConfiguredException("The policy is not JSON as the realm file's is rendered.");
        }
    }

    private static FactorPolicy read(JsonNode node) {
        node.propertyNames().forEach(key -> check(KEYS.contains(key), "`" + key + "` is not of a policy."));
        String required = node.path("required").asString("");
        boolean always = required.equals(FactorDemand.ALWAYS.code());
        check(always || required.equals(FactorDemand.WHEN.code()), "`required` is `always` or `when`.");
        List<FactorCondition> conditions = conditions(node.path("when"));
        check(always || !conditions.isEmpty(), "`when` says when.");
        Set<String> methods = Set.copyOf(texts(node.path("methods")));
        check(
                methods.contains(TOTP) && METHODS.containsAll(methods),
                "`methods` has `totp`, and what the extension knows.");
        List<CidrBlock> inside =
                texts(node.path("inside")).stream().map(CidrBlock::parse).toList();
        return new FactorPolicy(always, conditions, inside, methods);
    }

    private static List<FactorCondition> conditions(JsonNode when) {
        List<FactorCondition> conditions = new ArrayList<>();
        for (JsonNode condition : when) {
            for (Kind kind : Kind.values()) {
                if (condition.has(kind.code())) {
                    conditions.add(new FactorCondition(
                            kind, condition.path(kind.code()).asString()));
                }
            }
        }
        check(conditions.size() == when.size(), "`when` lists roles, clients and networks.");
        return conditions;
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new NotConfiguredException(otherwise);
        }
    }

    boolean allows(String method) {
        return methods.contains(method);
    }

    /** Whether the person is asked for a factor here and now. */
    boolean demands(RequiredActionContext context) {
        return always || conditions.stream().anyMatch(condition -> holds(condition, context));
    }

    private boolean holds(FactorCondition condition, RequiredActionContext context) {
        return switch (condition.kind()) {
            case ROLE -> hasRole(context, condition.name());
            case CLIENT ->
                condition
                        .name()
                        .equals(context.getAuthenticationSession().getClient().getClientId());
            case NETWORK -> isFrom(condition.name(), context.getConnection().getRemoteAddr());
        };
    }

    private static boolean hasRole(RequiredActionContext context, String name) {
        RoleModel role = context.getRealm().getRole(name);
        UserModel user = context.getUser();
        return role != null && user.hasRole(role);
    }

    /** Of an address nobody can read, either is to be feared. */
    private boolean isFrom(String network, @Nullable String address) {
        try {
            CidrBlock from = CidrBlock.ofAddress(address == null ? "" : address);
            boolean isInside = inside.stream().anyMatch(block -> block.contains(from));
            return isInside == network.equals(NetworkName.INSIDE.code());
        } catch (InvalidCidrBlockException ex) {
            return true;
        }
    }
}
