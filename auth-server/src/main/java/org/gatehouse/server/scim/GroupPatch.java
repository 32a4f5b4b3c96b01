package org.gatehouse.server.scim;

import de.captaingoldfish.scim.sdk.common.constants.enums.Comparator;
import de.captaingoldfish.scim.sdk.common.resources.Group;
import de.captaingoldfish.scim.sdk.common.schemas.SchemaAttribute;
import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import de.captaingoldfish.scim.sdk.server.filter.AttributeExpressionLeaf;
import de.captaingoldfish.scim.sdk.server.patch.DefaultPatchOperationHandler;
import de.captaingoldfish.scim.sdk.server.patch.operations.MultivaluedComplexAttributeOperation;
import de.captaingoldfish.scim.sdk.server.patch.operations.PatchOperation;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Changes of who is in a group, done one by one as they are said: nobody loads ten thousand members to add one. Answers
 * nothing, as Entra ID expects.
 */
final class GroupPatch extends DefaultPatchOperationHandler<Group> {

    private static final String MEMBERS = "members";

    private final Teams teams;
    private final ProvisioningClient client;

    GroupPatch(GroupHandler handler, Teams teams, Context context) {
        super(Group.class, handler.getServiceProvider().getPatchConfig(), handler.getResourceType(), context);
        this.teams = teams;
        this.client = ScimContext.client(context);
    }

    @Override
    public boolean handleOperation(String id, MultivaluedComplexAttributeOperation operation) {
        if (!operation.getSchemaAttribute().getScimNodeName().equals(MEMBERS)) {
            return super.handleOperation(id, operation);
        }
        UUID group = UserFilter.required(id);
        if (operation.isRemoveOp()) {
            teams.remove(client, group, operation.isWithFilter() ? named(operation) : teams.everybody(client, group));
        } else if (operation.isWithFilter()) {
            throw Refusal.invalid(Refusal.INVALID_VALUE, "Members are added as a whole, without a filter.");
        } else if (operation.isReplaceOp()) {
            teams.replace(client, group, Members.of(operation.getValuesNode()));
        } else {
            teams.add(client, group, Members.of(operation.getValuesNode()));
        }
        return true;
    }

    @Override
    public @Nullable Group getUpdatedResource(
            String id,
            Group patched,
            boolean changed,
            @Nullable List<SchemaAttribute> attributes,
            @Nullable List<SchemaAttribute> excludedAttributes,
            Context context) {
        super.getUpdatedResource(id, patched, changed, attributes, excludedAttributes, context);
        return null;
    }

    private static List<UUID> named(PatchOperation<?> operation) {
        if (operation.getFilter() instanceof AttributeExpressionLeaf leaf
                && leaf.getComparator() == Comparator.EQ
                && Filters.name(leaf).equals(MEMBERS + ".value")) {
            return Filters.id(Filters.text(leaf)).stream().toList();
        }
        throw Refusal.invalid(Refusal.INVALID_FILTER, "Members are named by members[value eq \"...\"].");
    }
}
