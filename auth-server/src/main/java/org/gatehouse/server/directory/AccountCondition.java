package org.gatehouse.server.directory;

import java.util.List;
import java.util.UUID;

/** Which accounts to list, as far as an index or a short list of candidates finds them. */
public sealed interface AccountCondition {

    /** All of them; with none, every account. */
    record All(List<AccountCondition> conditions) implements AccountCondition {

        public All {
            conditions = List.copyOf(conditions);
        }
    }

    /** One of them at least; with none, no account. */
    record Any(List<AccountCondition> conditions) implements AccountCondition {

        public Any {
            conditions = List.copyOf(conditions);
        }
    }

    record IdIs(UUID id) implements AccountCondition {}

    record UserNameIs(String userName) implements AccountCondition {}

    record UserNameStartsWith(String beginning) implements AccountCondition {}

    record DisplayNameIs(String displayName) implements AccountCondition {}

    record EmailIs(String email) implements AccountCondition {}

    /** @param phone in any international spelling; what is no number finds nobody */
    record PhoneIs(String phone) implements AccountCondition {}

    /** In the words of the client that asks. */
    record ExternalIdIs(String externalId) implements AccountCondition {}

    record HasExternalId() implements AccountCondition {}

    record ActiveIs(boolean active) implements AccountCondition {}

    /**
     * Whom a provisioning client keeps; and those nobody keeps who are linked to its connection, of its issuer.
     *
     * @param connection its alias; empty, like the issuer, where the client has none
     */
    record ReachedBy(String source, String connection, String issuer) implements AccountCondition {}

    /** @param name of an attribute the realm declares */
    record AttributeIs(String name, String value) implements AccountCondition {}
}
