package org.gatehouse.server.network;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.realm.network.CidrBlock;
import org.gatehouse.realm.network.NetworkPolicy;
import org.gatehouse.realm.network.NetworkRule;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.EffectiveRights;
import org.gatehouse.server.rights.RolePath;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides by a realm's network policy. The address is the one trusted proxies vouch for, never a header's word alone. */
@Component
public class NetworkRules {

    private final EffectiveRights rights;

    NetworkRules(EffectiveRights rights) {
        this.rights = rights;
    }

    /** Whether the address is one of the realm's own. */
    public boolean isInside(Realm realm, String address) {
        return contains(policy(realm).inside(), address);
    }

    /**
     * Whether the person may be signed in from this address. Roles are only looked up where a rule is for one.
     *
     * @param client that is being signed in to; null for the realm's own pages
     */
    public boolean allows(Realm realm, UUID account, @Nullable String client, String address) {
        List<NetworkRule> violated = policy(realm).rules().stream()
                .filter(rule -> !allows(rule, address))
                .toList();
        if (violated.stream().anyMatch(rule -> binds(rule, client))) {
            return false;
        }
        Set<String> roles = violated.stream().flatMap(NetworkRules::role).collect(Collectors.toSet());
        return roles.isEmpty()
                || rights.of(realm, account).stream().map(RolePath::role).noneMatch(roles::contains);
    }

    private static boolean allows(NetworkRule rule, String address) {
        return (rule.allow().isEmpty() || contains(rule.allow(), address)) && !contains(rule.deny(), address);
    }

    /** Whether the rule is for everybody, or for whoever signs in to this client. */
    private static boolean binds(NetworkRule rule, @Nullable String client) {
        return rule.audience().equals(NetworkRule.ALL)
                || (client != null && rule.audience().equals(NetworkRule.CLIENT + client));
    }

    /** The role the rule is for, if it is for one. */
    private static Stream<String> role(NetworkRule rule) {
        return Stream.of(rule.audience())
                .filter(audience -> audience.startsWith(NetworkRule.ROLE))
                .map(audience -> audience.substring(NetworkRule.ROLE.length()));
    }

    private static boolean contains(List<CidrBlock> blocks, String address) {
        if (blocks.isEmpty()) {
            return false;
        }
        CidrBlock one = CidrBlock.ofAddress(address);
        return blocks.stream().anyMatch(block -> block.contains(one));
    }

    private static NetworkPolicy policy(Realm realm) {
        return realm.definition().signIn().network();
    }
}
