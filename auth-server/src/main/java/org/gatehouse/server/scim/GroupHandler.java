package org.gatehouse.server.scim;

import de.captaingoldfish.scim.sdk.common.constants.AttributeNames.RFC7643;
import de.captaingoldfish.scim.sdk.common.constants.enums.SortOrder;
import de.captaingoldfish.scim.sdk.common.etag.ETag;
import de.captaingoldfish.scim.sdk.common.resources.Group;
import de.captaingoldfish.scim.sdk.common.resources.complex.Meta;
import de.captaingoldfish.scim.sdk.common.schemas.SchemaAttribute;
import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import de.captaingoldfish.scim.sdk.server.endpoints.ResourceHandler;
import de.captaingoldfish.scim.sdk.server.endpoints.features.EndpointType;
import de.captaingoldfish.scim.sdk.server.filter.FilterNode;
import de.captaingoldfish.scim.sdk.server.interceptor.Interceptor;
import de.captaingoldfish.scim.sdk.server.patch.PatchOperationHandler;
import de.captaingoldfish.scim.sdk.server.response.PartialListResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.groups.Groups;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code /Groups}. */
@Component
class GroupHandler extends ResourceHandler<Group> {

    private final Teams teams;
    private final Groups groups;
    private final GroupFilter filters;
    private final GroupRows rows;
    private final MemberRows members;
    private final Reach reach;
    private final OneTransaction transaction;

    GroupHandler(
            Teams teams,
            Groups groups,
            GroupFilter filters,
            GroupRows rows,
            MemberRows members,
            Reach reach,
            OneTransaction transaction) {
        this.teams = teams;
        this.groups = groups;
        this.filters = filters;
        this.rows = rows;
        this.members = members;
        this.reach = reach;
        this.transaction = transaction;
    }

    @Override
    public Interceptor getInterceptor(EndpointType type) {
        return transaction;
    }

    @Override
    public PatchOperationHandler<Group> getPatchOpResourceHandler(String id, Context context) {
        return new GroupPatch(this, teams, context);
    }

    @Override
    public Group createResource(Group group, Context context) {
        ProvisioningClient client = ScimContext.client(context);
        return find(client, teams.create(client, group, Members.of(group)), true, context);
    }

    @Override
    public Group getResource(
            String id,
            @Nullable List<SchemaAttribute> attributes,
            @Nullable List<SchemaAttribute> excludedAttributes,
            Context context) {
        ProvisioningClient client = ScimContext.client(context);
        client.actor().require(Permission.GROUPS_READ);
        boolean whole = Asked.shows(RFC7643.MEMBERS, attributes, excludedAttributes);
        return find(client, UserFilter.required(id), whole, context);
    }

    /** Without its members: what is done about them is done one by one. */
    @Override
    public Group getResourceForUpdate(
            String id,
            @Nullable List<SchemaAttribute> attributes,
            @Nullable List<SchemaAttribute> excludedAttributes,
            Context context,
            EndpointType type) {
        ProvisioningClient client = ScimContext.client(context);
        teams.forChange(client, UserFilter.required(id));
        return find(client, UserFilter.required(id), false, context);
    }

    @Override
    public PartialListResponse<Group> listResources(
            long startIndex,
            int count,
            @Nullable FilterNode filter,
            @Nullable SchemaAttribute sortBy,
            @Nullable SortOrder sortOrder,
            @Nullable List<SchemaAttribute> attributes,
            @Nullable List<SchemaAttribute> excludedAttributes,
            Context context) {
        ProvisioningClient client = ScimContext.client(context);
        client.actor().require(Permission.GROUPS_READ);
        Predicate<org.gatehouse.server.groups.Group> test = filters.of(client, filter);
        List<org.gatehouse.server.groups.Group> found =
                reached(client).filter(test).toList();
        boolean whole = Asked.shows(RFC7643.MEMBERS, attributes, excludedAttributes);
        return PartialListResponse.<Group>builder()
                .resources(resources(
                        client, found.stream().skip(startIndex - 1).limit(count).toList(), whole, context))
                .totalResults(found.size())
                .build();
    }

    /** Of a whole resource (PUT) the members too; a PATCH has done those before. */
    @Override
    public Group updateResource(Group group, Context context) {
        ProvisioningClient client = ScimContext.client(context);
        UUID id = UserFilter.required(group.getId().orElseThrow());
        teams.update(client, id, group);
        boolean whole = context.getUriInfos().getHttpMethod()
                == de.captaingoldfish.scim.sdk.common.constants.enums.HttpMethod.PUT;
        if (whole) {
            teams.replace(client, id, Members.of(group));
        }
        return find(client, id, whole, context);
    }

    @Override
    public void deleteResource(String id, Context context) {
        teams.delete(ScimContext.client(context), UserFilter.required(id));
    }

    private Stream<org.gatehouse.server.groups.Group> reached(ProvisioningClient client) {
        Set<UUID> own = reach.groups(client);
        return groups.all(client.realm()).stream().filter(group -> client.everybody() || own.contains(group.id()));
    }

    private Group find(ProvisioningClient client, UUID id, boolean whole, Context context) {
        Optional<org.gatehouse.server.groups.Group> found =
                groups.find(client.realm(), id).filter(group -> reach.hasGroup(client, id));
        List<Group> resources = resources(client, found.stream().toList(), whole, context);
        if (resources.isEmpty()) {
            throw Refusal.notFound();
        }
        return resources.get(0);
    }

    private List<Group> resources(
            ProvisioningClient client, List<org.gatehouse.server.groups.Group> found, boolean whole, Context context) {
        List<UUID> ids =
                found.stream().map(org.gatehouse.server.groups.Group::id).toList();
        Map<UUID, List<UUID>> people = whole ? members.membersOf(client, ids) : Map.of();
        String users = context.getUriInfos().getBaseUri() + "/Users";
        return rows.complete(client, found).stream()
                .map(group -> resource(group, people.getOrDefault(group.id(), List.of()), users))
                .toList();
    }

    private static Group resource(ProvisionedGroup found, List<UUID> people, String users) {
        Group group = new Group();
        group.setId(found.id().toString());
        group.setExternalId(found.externalId());
        group.setDisplayName(found.group().fullName());
        group.setMembers(
                people.stream().map(person -> Members.resource(person, users)).toList());
        group.setMeta(Meta.builder()
                .created(found.createdAt())
                .lastModified(found.createdAt())
                .version(ETag.builder().weak(true).tag(found.state()).build())
                .build());
        return group;
    }
}
