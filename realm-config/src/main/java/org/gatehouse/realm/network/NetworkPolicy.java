package org.gatehouse.realm.network;

import java.util.List;

/**
 * The realm's own networks, and who may come from where.
 *
 * @param inside whoever comes from none of these is outside
 * @param rules at most one for each audience; a person meets every rule that binds them
 */
public record NetworkPolicy(List<CidrBlock> inside, List<NetworkRule> rules) {

    /** Everybody may come from anywhere. */
    public static final NetworkPolicy NONE = new NetworkPolicy(List.of(), List.of());

    public NetworkPolicy {
        inside = List.copyOf(inside);
        rules = List.copyOf(rules);
    }
}
