package org.gatehouse.server.scim;

import java.util.Objects;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountEdit;
import org.gatehouse.server.directory.AccountField;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.UserNameTakenException;
import org.gatehouse.server.directory.UserNames;
import org.gatehouse.server.federation.Connections;
import org.gatehouse.server.federation.ProvisioningSources.Origin;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a directory may call people to sign in with. A user name comes before an address where somebody signs in: one that is
 * another's address would stand in their way.
 */
@Component
class Names {

    private final Accounts accounts;

    Names(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * @param current who is to be called so; null for somebody new
     * @throws UserNameTakenException when somebody else has proven that address
     * @throws Refusal when it is in a domain that is another connection's
     */
    void check(ProvisioningClient client, AccountEdit edit, @Nullable Account current) {
        String name = edit.fields().get(AccountField.USER_NAME);
        if (name == null || current != null && UserNames.key(name).equals(UserNames.key(current.userName()))) {
            return;
        }
        Origin origin = client.origin();
        if (origin != null && !Connections.mayVouch(client.realm(), origin.connection(), name)) {
            throw Refusal.invalid(Refusal.INVALID_VALUE, "userName: its domain is another connection's.");
        }
        boolean another = accounts.withEmail(client.realm(), name).stream()
                .filter(Account::emailVerified)
                .anyMatch(holder -> current == null || !Objects.equals(holder.subject(), current.subject()));
        if (another) {
            throw new UserNameTakenException(name);
        }
    }
}
