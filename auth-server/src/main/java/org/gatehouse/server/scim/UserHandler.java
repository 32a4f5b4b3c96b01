package org.gatehouse.server.scim;

import de.captaingoldfish.scim.sdk.common.constants.AttributeNames.RFC7643;
import de.captaingoldfish.scim.sdk.common.constants.enums.SortOrder;
import de.captaingoldfish.scim.sdk.common.resources.User;
import de.captaingoldfish.scim.sdk.common.schemas.SchemaAttribute;
import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import de.captaingoldfish.scim.sdk.server.endpoints.ResourceHandler;
import de.captaingoldfish.scim.sdk.server.endpoints.features.EndpointType;
import de.captaingoldfish.scim.sdk.server.filter.FilterNode;
import de.captaingoldfish.scim.sdk.server.interceptor.Interceptor;
import de.captaingoldfish.scim.sdk.server.response.PartialListResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.administration.AccountAdministration;
import org.gatehouse.server.directory.AccountCondition;
import org.gatehouse.server.directory.ProvisionedAccount;
import org.gatehouse.server.directory.ProvisionedAccounts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code /Users}. */
@Component
class UserHandler extends ResourceHandler<User> {

    private final People people;
    private final AccountAdministration administration;
    private final ProvisionedAccounts accounts;
    private final MemberRows members;
    private final ListEntries entries;
    private final TakeOvers takeOvers;
    private final OneTransaction transaction;

    UserHandler(
            People people,
            AccountAdministration administration,
            ProvisionedAccounts accounts,
            MemberRows members,
            ListEntries entries,
            TakeOvers takeOvers,
            OneTransaction transaction) {
        this.people = people;
        this.administration = administration;
        this.accounts = accounts;
        this.members = members;
        this.entries = entries;
        this.takeOvers = takeOvers;
        this.transaction = transaction;
    }

    @Override
    public Interceptor getInterceptor(EndpointType type) {
        return transaction;
    }

    @Override
    public User createResource(User user, Context context) {
        ProvisioningClient client = ScimContext.client(context);
        return find(client, people.create(client, user));
    }

    /** Looking at somebody is an entry, as it is for people who administer. */
    @Override
    public User getResource(
            String id,
            @Nullable List<SchemaAttribute> attributes,
            @Nullable List<SchemaAttribute> excludedAttributes,
            Context context) {
        ProvisioningClient client = ScimContext.client(context);
        UUID account = UserFilter.required(id);
        User user = takeOvers.may(client, account) ? known(client, account) : find(client, account);
        administration.view(client.actor(), account);
        return user;
    }

    /** What is about to be changed is locked first, so that what is compared with stays what it is. */
    @Override
    public User getResourceForUpdate(
            String id,
            @Nullable List<SchemaAttribute> attributes,
            @Nullable List<SchemaAttribute> excludedAttributes,
            Context context,
            EndpointType type) {
        ProvisioningClient client = ScimContext.client(context);
        UUID account = UserFilter.required(id);
        if (type == EndpointType.DELETE) {
            people.forDeletion(client, account);
        } else {
            people.forChange(client, account);
        }
        return find(client, account);
    }

    @Override
    public PartialListResponse<User> listResources(
            long startIndex,
            int count,
            @Nullable FilterNode filter,
            @Nullable SchemaAttribute sortBy,
            @Nullable SortOrder sortOrder,
            @Nullable List<SchemaAttribute> attributes,
            @Nullable List<SchemaAttribute> excludedAttributes,
            Context context) {
        ProvisioningClient client = ScimContext.client(context);
        client.actor().require(Permission.USERS_READ);
        AccountCondition condition = new UserFilter(client.realm().definition()).of(filter);
        ProvisionedAccounts.Page page = page(client, condition, startIndex - 1, count);
        entries.shown(client, page);
        boolean grouped = Asked.shows(RFC7643.GROUPS, attributes, excludedAttributes);
        return PartialListResponse.<User>builder()
                .resources(resources(client, page.accounts(), grouped))
                .totalResults(page.total())
                .build();
    }

    @Override
    public User updateResource(User user, Context context) {
        ProvisioningClient client = ScimContext.client(context);
        UUID id = UserFilter.required(user.getId().orElseThrow());
        people.update(client, id, user);
        return find(client, id);
    }

    @Override
    public void deleteResource(String id, Context context) {
        people.delete(ScimContext.client(context), UserFilter.required(id));
    }

    private ProvisionedAccounts.Page page(
            ProvisioningClient client, AccountCondition condition, long skipped, int count) {
        AccountCondition reached = new AccountCondition.All(List.of(client.reach(), condition));
        ProvisionedAccounts.Page page = accounts.find(client.realm(), client.source(), reached, skipped, count);
        return page.total() > 0
                ? page
                : takeOvers
                        .matching(client, condition)
                        .map(found -> new AccountCondition.IdIs(found.subject()))
                        .map(one -> accounts.find(client.realm(), client.source(), one, skipped, count))
                        .orElse(page);
    }

    private User find(ProvisioningClient client, UUID id) {
        return one(client, new AccountCondition.All(List.of(client.reach(), new AccountCondition.IdIs(id))));
    }

    /** Within its reach or not. */
    private User known(ProvisioningClient client, UUID id) {
        return one(client, new AccountCondition.IdIs(id));
    }

    private User one(ProvisioningClient client, AccountCondition condition) {
        List<ProvisionedAccount> found =
                accounts.find(client.realm(), client.source(), condition, 0, 1).accounts();
        if (found.isEmpty()) {
            throw Refusal.notFound();
        }
        return resources(client, found, true).get(0);
    }

    private List<User> resources(ProvisioningClient client, List<ProvisionedAccount> found, boolean grouped) {
        List<UUID> ids = found.stream().map(one -> one.account().id()).toList();
        Map<UUID, List<UserResource.InGroup>> groups = grouped ? members.groupsOf(client, ids) : Map.of();
        return found.stream()
                .map(one ->
                        UserResource.of(one, groups.getOrDefault(one.account().id(), List.of())))
                .toList();
    }
}
