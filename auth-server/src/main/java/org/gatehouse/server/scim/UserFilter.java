package org.gatehouse.server.scim;

import de.captaingoldfish.scim.sdk.common.constants.enums.Comparator;
import de.captaingoldfish.scim.sdk.server.filter.AttributeExpressionLeaf;
import de.captaingoldfish.scim.sdk.server.filter.FilterNode;
import java.util.List;
import java.util.UUID;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.server.directory.AccountCondition;
import org.jspecify.annotations.Nullable;

/** A filter of users (RFC 7644 section 3.4.2.2) as a condition on accounts; what no index answers is refused. */
final class UserFilter {

    private final RealmDefinition realm;

    UserFilter(RealmDefinition realm) {
        this.realm = realm;
    }

    AccountCondition of(@Nullable FilterNode filter) {
        return filter == null
                ? new AccountCondition.All(List.of())
                : Filters.translate(filter, this::leaf, AccountCondition.All::new, AccountCondition.Any::new);
    }

    private AccountCondition leaf(AttributeExpressionLeaf leaf) {
        if (leaf.getComparator() == Comparator.EQ) {
            return equal(leaf);
        }
        if (leaf.getComparator() == Comparator.SW && Filters.name(leaf).equals("userName")) {
            return new AccountCondition.UserNameStartsWith(Filters.text(leaf));
        }
        if (leaf.getComparator() == Comparator.PR && Filters.name(leaf).equals("externalId")) {
            return new AccountCondition.HasExternalId();
        }
        throw Filters.unsupported(leaf);
    }

    private AccountCondition equal(AttributeExpressionLeaf leaf) {
        return switch (Filters.name(leaf)) {
            case "id" -> id(Filters.text(leaf));
            case "userName" -> new AccountCondition.UserNameIs(Filters.text(leaf));
            case "externalId" -> new AccountCondition.ExternalIdIs(Filters.text(leaf));
            case "displayName" -> new AccountCondition.DisplayNameIs(Filters.text(leaf));
            case "emails", "emails.value" -> new AccountCondition.EmailIs(Filters.text(leaf));
            case "phoneNumbers", "phoneNumbers.value" -> new AccountCondition.PhoneIs(Filters.text(leaf));
            case "emails.type" -> onlyType(leaf, UserFields.EMAIL_TYPE);
            case "phoneNumbers.type" -> onlyType(leaf, UserFields.PHONE_TYPE);
            case "active" -> new AccountCondition.ActiveIs(Filters.flag(leaf));
            default -> attribute(leaf);
        };
    }

    /** What is no identifier of ours is nobody's. */
    private static AccountCondition id(String text) {
        return Filters.id(text)
                .<AccountCondition>map(AccountCondition.IdIs::new)
                .orElse(new AccountCondition.Any(List.of()));
    }

    /** Every address that is kept has the one type. */
    private static AccountCondition onlyType(AttributeExpressionLeaf leaf, String type) {
        return Filters.text(leaf).equalsIgnoreCase(type)
                ? new AccountCondition.All(List.of())
                : new AccountCondition.Any(List.of());
    }

    private AccountCondition attribute(AttributeExpressionLeaf leaf) {
        String name = Filters.name(leaf);
        return KeptAttribute.find(realm, name.substring(name.lastIndexOf('.') + 1))
                .map(kept -> new AccountCondition.AttributeIs(kept.name(), Filters.text(leaf)))
                .orElseThrow(() -> Filters.unsupported(leaf));
    }

    static UUID required(String id) {
        return Filters.id(id).orElseThrow(Refusal::notFound);
    }
}
