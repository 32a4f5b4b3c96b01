package org.gatehouse.server.scim;

import de.captaingoldfish.scim.sdk.server.filter.AndExpressionNode;
import de.captaingoldfish.scim.sdk.server.filter.AttributeExpressionLeaf;
import de.captaingoldfish.scim.sdk.server.filter.AttributePathRoot;
import de.captaingoldfish.scim.sdk.server.filter.FilterNode;
import de.captaingoldfish.scim.sdk.server.filter.OrExpressionNode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Walks the SDK's tree of a filter. How deep it can be is bounded by the length of a filter. */
final class Filters {

    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private Filters() {}

    static <T> T translate(
            FilterNode node,
            Function<AttributeExpressionLeaf, T> leaf,
            Function<List<T>, T> all,
            Function<List<T>, T> any) {
        if (node instanceof AndExpressionNode and) {
            return all.apply(List.of(
                    translate(and.getLeftNode(), leaf, all, any), translate(and.getRightNode(), leaf, all, any)));
        }
        if (node instanceof OrExpressionNode or) {
            return any.apply(
                    List.of(translate(or.getLeftNode(), leaf, all, any), translate(or.getRightNode(), leaf, all, any)));
        }
        if (node instanceof AttributePathRoot path && path.getChild() != null) {
            return translate(path.getChild(), leaf, all, any);
        }
        if (node instanceof AttributeExpressionLeaf expression) {
            return leaf.apply(expression);
        }
        throw Refusal.invalid(Refusal.INVALID_FILTER, "The filter has an operator that is not supported.");
    }

    /** Without the schema, for example {@code emails.value}. */
    static String name(AttributeExpressionLeaf leaf) {
        return leaf.getSchemaAttribute().getScimNodeName();
    }

    static String text(AttributeExpressionLeaf leaf) {
        return leaf.getStringValue().orElseThrow(() -> unsupported(leaf));
    }

    static boolean flag(AttributeExpressionLeaf leaf) {
        return leaf.getBooleanValue().orElseThrow(() -> unsupported(leaf));
    }

    static Optional<UUID> id(String text) {
        return ID.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    static Refusal unsupported(AttributeExpressionLeaf leaf) {
        return Refusal.invalid(
                Refusal.INVALID_FILTER,
                "'" + name(leaf) + " " + leaf.getComparator().name().toLowerCase(java.util.Locale.ROOT)
                        + "' is not supported with this value.");
    }
}
