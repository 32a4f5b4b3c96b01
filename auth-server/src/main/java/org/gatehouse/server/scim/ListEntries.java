package org.gatehouse.server.scim;

import java.util.List;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.administration.AccountAdministration;
import org.gatehouse.server.directory.ProvisionedAccount;
import org.gatehouse.server.directory.ProvisionedAccounts;
import org.gatehouse.server.trail.Trail;
import org.springframework.stereotype.Component;

/**
 * Accounts were shown: one is looked at, several are taken away. How many there are that meet a condition says something of
 * them too, a letter of a name at a time. Who finds nobody has seen nothing.
 */
@Component
class ListEntries {

    private final AccountAdministration administration;
    private final Trail trail;

    ListEntries(AccountAdministration administration, Trail trail) {
        this.administration = administration;
        this.trail = trail;
    }

    void shown(ProvisioningClient client, ProvisionedAccounts.Page page) {
        List<ProvisionedAccount> accounts = page.accounts();
        if (accounts.size() == 1) {
            administration.view(client.actor(), accounts.get(0).account().id());
        } else if (page.total() > 0) {
            trail.record(trail.event(
                            client.realm(),
                            Activity.DATA_EXPORTED,
                            client.actor().client(),
                            null)
                    .actor(client.actor().party())
                    .target(Party.realm(client.realm().name()))
                    .detail("source", "scim")
                    .detail("rows", String.valueOf(accounts.size())));
        }
    }
}
