package org.gatehouse.realm.network;

import java.util.List;

/**
 * From where somebody may come.
 *
 * @param audience whom it binds: {@code all}, {@code role:NAME} or {@code client:ID}
 * @param allow they come from one of these; empty means from anywhere
 * @param deny they come from none of these, whatever is allowed
 */
public record NetworkRule(String audience, List<CidrBlock> allow, List<CidrBlock> deny) {

    /** Whom a rule binds that binds everybody. */
    public static final String ALL = "all";

    /** What is followed by the role a rule binds. */
    public static final String ROLE = "role:";

    /** What is followed by the id of the client a rule binds. */
    public static final String CLIENT = "client:";

    public NetworkRule {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }
}
