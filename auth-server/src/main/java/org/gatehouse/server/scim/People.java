package org.gatehouse.server.scim;

import de.captaingoldfish.scim.sdk.common.resources.User;
import java.util.List;
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
import org.gatehouse.server.federation.accounts.Departures;
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
    private final Departures departures;
    private final AccountAccess access;
    private final Accounts accounts;
    private final ExternalIds externalIds;
    private final Names names;
    private final Reach reach;
    private final TakeOvers takeOvers;
    private final Trail trail;

    People(
            AccountAdministration administration,
            AccountLifecycle lifecycle,
            Departures departures,
            AccountAccess access,
            Accounts accounts,
            ExternalIds externalIds,
            Names names,
            Reach reach,
            TakeOvers takeOvers,
            Trail trail) {
        this.administration = administration;
        this.lifecycle = lifecycle;
        this.departures = departures;
        this.access = access;
        this.accounts = accounts;
        this.externalIds = externalIds;
        this.names = names;
        this.reach = reach;
        this.takeOvers = takeOvers;
        this.trail = trail;
    }

    UUID create(ProvisioningClient client, User user) {
        AccountEdit edit = UserFields.edit(client.realm(), user, null);
        names.check(client, edit, null);
        Account made = administration.create(client.actor(), edit, null);
        reach.keep(client, made);
        nameOutside(client, made, user.getExternalId().orElse(null));
        activate(client, made, user.isActive().orElse(true));
        return made.subject();
    }

    /** Everything the resource does not say is taken away, as far as a client may say it. */
    void update(ProvisioningClient client, UUID id, User user) {
        Account account = forChange(client, id);
        AccountEdit edit = UserFields.edit(client.realm(), user, account);
        names.check(client, edit, account);
        administration.edit(client.actor(), id, account.version(), edit);
        nameOutside(client, account, user.getExternalId().orElse(null));
        activate(client, account, user.isActive().orElse(account.isActive()));
    }

    void delete(ProvisioningClient client, UUID id) {
        Account account = forDeletion(client, id);
        externalIds.set(client.realm(), client.source(), account, null);
        if (client.origin() != null) {
            departures.takeRights(client.realm(), client.connection(), account);
        }
        lifecycle.delete(client.actor(), id, account.version());
    }

    /** Locked; one the client may take over is its own from now on. A refusal leaves its entry. */
    Account forChange(ProvisioningClient client, UUID id) {
        if (!reach.has(client, id) && !takeOvers.may(client, id)) {
            throw Refusal.notFound(); // not a refusal for want of rights, which would say that there is somebody
        }
        Account account = lock(client, id, Permission.USERS_WRITE);
        if (!reach.has(client, id)) {
            takeOver(client, account);
        }
        return account;
    }

    Account forDeletion(ProvisioningClient client, UUID id) {
        if (!reach.has(client, id)) {
            throw Refusal.notFound();
        }
        return lock(client, id, Permission.USERS_DELETE);
    }

    private Account lock(ProvisioningClient client, UUID id, Permission permission) {
        Activity activity = permission == Permission.USERS_DELETE ? Activity.USER_SOFT_DELETED : Activity.USER_UPDATED;
        return access.attempt(client.actor(), activity, id, () -> access.forWriting(client.actor(), id, permission));
    }

    /** What made it possible has to be true still, now that nobody else changes the account. */
    private void takeOver(ProvisioningClient client, Account account) {
        if (!takeOvers.may(client, account.subject()) || !reach.keep(client, account)) {
            throw Refusal.notFound();
        }
        record(client, account, Change.of("provisionedBy", null, client.source()));
    }

    private void activate(ProvisioningClient client, Account account, boolean active) {
        if (active) {
            lifecycle.enable(client.actor(), account.subject(), client.decider());
        } else if (client.origin() == null) {
            lifecycle.disable(client.actor(), account.subject(), client.decider());
        } else {
            leave(client, account);
        }
    }

    /** The directory of the people who sign in by a connection says who is there no more. */
    private void leave(ProvisioningClient client, Account account) {
        Actor actor = client.actor();
        access.attempt(
                actor,
                Activity.USER_DISABLED,
                account.subject(),
                () -> departures.left(
                        client.realm(),
                        client.connection(),
                        client.decider(),
                        account.subject(),
                        actor.party(),
                        actor.client(),
                        Departures.LEFT));
    }

    private void nameOutside(ProvisioningClient client, Account account, @Nullable String externalId) {
        if (externalId != null && !PlainText.isValid(externalId, LONGEST_EXTERNAL_ID)) {
            throw Refusal.invalid(
                    Refusal.INVALID_VALUE,
                    "externalId: must be text of 1 to " + LONGEST_EXTERNAL_ID + " characters in one line.");
        }
        Optional<Change> change = externalIds.set(client.realm(), client.source(), account, externalId);
        change.ifPresent(changed -> record(client, account, changed));
    }

    private void record(ProvisioningClient client, Account account, Change change) {
        trail.record(trail.event(
                        client.realm(), Activity.USER_UPDATED, client.actor().client(), null)
                .actor(client.actor().party())
                .target(accounts.party(account))
                .changes(List.of(change)));
    }
}
