package org.gatehouse.server.scim;

import de.captaingoldfish.scim.sdk.common.resources.User;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Change;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.PlainText;
import org.gatehouse.server.administration.AccountAccess;
import org.gatehouse.server.administration.AccountAdministration;
import org.gatehouse.server.administration.AccountLifecycle;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountEdit;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.ExternalIds;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes accounts what a provisioning client says they are. Each change is part of the caller's transaction. */
@Component
class People {

    private static final int LONGEST_EXTERNAL_ID = 256;

    private final AccountAdministration administration;
    private final AccountLifecycle lifecycle;
    private final AccountAccess access;
    private final Accounts accounts;
    private final ExternalIds externalIds;
    private final SuspendedMemberships suspended;
    private final Trail trail;

    People(
            AccountAdministration administration,
            AccountLifecycle lifecycle,
            AccountAccess access,
            Accounts accounts,
            ExternalIds externalIds,
            SuspendedMemberships suspended,
            Trail trail) {
        this.administration = administration;
        this.lifecycle = lifecycle;
        this.access = access;
        this.accounts = accounts;
        this.externalIds = externalIds;
        this.suspended = suspended;
        this.trail = trail;
    }

    UUID create(ProvisioningClient client, User user) {
        AccountEdit edit = UserFields.edit(client.realm(), user, null);
        Account made = administration.create(client.actor(), edit, null);
        nameOutside(client, made, user.getExternalId().orElse(null));
        activate(client, made, user.isActive().orElse(true));
        return made.subject();
    }

    /** Everything the resource does not say is taken away, as far as a client may say it. */
    void update(ProvisioningClient client, UUID id, User user) {
        Account account = lock(client, id, Permission.USERS_WRITE);
        AccountEdit edit = UserFields.edit(client.realm(), user, account);
        administration.edit(client.actor(), id, account.version(), edit);
        nameOutside(client, account, user.getExternalId().orElse(null));
        activate(client, account, user.isActive().orElse(account.isActive()));
    }

    void delete(ProvisioningClient client, UUID id) {
        Account account = lock(client, id, Permission.USERS_DELETE);
        externalIds.set(client.realm(), client.source(), account, null);
        suspended.forget(client.realm(), id);
        lifecycle.delete(client.actor(), id, account.version());
    }

    /** Nobody changes it until the transaction ends; a refusal leaves its entry. */
    Account lock(ProvisioningClient client, UUID id, Permission permission) {
        Activity activity = permission == Permission.USERS_DELETE ? Activity.USER_SOFT_DELETED : Activity.USER_UPDATED;
        return access.attempt(client.actor(), activity, id, () -> access.forWriting(client.actor(), id, permission));
    }

    private void activate(ProvisioningClient client, Account account, boolean active) {
        Actor actor = client.actor();
        if (active && lifecycle.enable(actor, account.subject())) {
            suspended.giveBack(actor, account);
        } else if (!active && lifecycle.disable(actor, account.subject())) {
            suspended.take(actor, account);
        }
    }

    private void nameOutside(ProvisioningClient client, Account account, @Nullable String externalId) {
        if (externalId != null && !PlainText.isValid(externalId, LONGEST_EXTERNAL_ID)) {
            throw Refusal.invalid(
                    Refusal.INVALID_VALUE,
                    "externalId: must be text of 1 to " + LONGEST_EXTERNAL_ID + " characters in one line.");
        }
        Realm realm = client.realm();
        Optional<Change> change = externalIds.set(realm, client.source(), account, externalId);
        change.ifPresent(changed -> trail.record(
                trail.event(realm, Activity.USER_UPDATED, client.actor().client(), null)
                        .actor(client.actor().party())
                        .target(accounts.party(account))
                        .change(changed)));
    }
}
