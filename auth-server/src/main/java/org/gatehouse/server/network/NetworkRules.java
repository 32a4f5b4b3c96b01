package org.gatehouse.server.network;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
        if (violated.isEmpty()) {
            return true;
        }
        Supplier<Set<String>> roles = new Once(() -> roles(realm, account));
        return violated.stream().noneMatch(rule -> binds(rule, client, roles));
    }

    private static boolean allows(NetworkRule rule, String address) {
        return (rule.allow().isEmpty() || contains(rule.allow(), address)) && !contains(rule.deny(), address);
    }

    private static boolean binds(NetworkRule rule, @Nullable String client, Supplier<Set<String>> roles) {
        String audience = rule.audience();
        if (audience.startsWith(NetworkRule.ROLE)) {
            return roles.get().contains(audience.substring(NetworkRule.ROLE.length()));
        }
        if (audience.startsWith(NetworkRule.CLIENT)) {
            return audience.substring(NetworkRule.CLIENT.length()).equals(client);
        }
        return true;
    }

    private static boolean contains(List<CidrBlock> blocks, String address) {
        if (blocks.isEmpty()) {
            return false;
        }
        CidrBlock one = CidrBlock.ofAddress(address);
        return blocks.stream().anyMatch(block -> block.contains(one));
    }

    private Set<String> roles(Realm realm, UUID account) {
        return rights.of(realm, account).stream().map(RolePath::role).collect(Collectors.toSet());
    }

    private static NetworkPolicy policy(Realm realm) {
        return realm.definition().signIn().network();
    }

    private static final class Once implements Supplier<Set<String>> {

        private final Supplier<Set<String>> source;
        private @Nullable Set<String> roles;

        Once(Supplier<Set<String>> source) {
            this.source = source;
        }

        @Override
        public Set<String> get() {
            if (roles == null) {
                roles = source.get();
            }
            return roles;
        }
    }
}
