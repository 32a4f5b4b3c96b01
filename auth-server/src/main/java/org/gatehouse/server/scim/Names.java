package org.gatehouse.server.scim;

import java.util.Objects;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountEdit;
import org.gatehouse.server.directory.AccountField;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.EmailAddresses;
import org.gatehouse.server.directory.UserNameTakenException;
import org.gatehouse.server.directory.UserNames;
import org.gatehouse.server.federation.Connections;
import org.gatehouse.server.federation.ProvisioningSources.Origin;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a directory may call people to sign in with, and which addresses it may write down. A user name comes before an address where somebody signs in: one that is
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
     * @throws Refusal when it is in a domain that is another connection's, or the e-mail address in one that is any's and
     *     somebody else has proven it
     */
    void check(ProvisioningClient client, AccountEdit edit, @Nullable Account current) {
        checkName(client, edit, current);
        checkEmail(client, edit, current);
    }

    private void checkName(ProvisioningClient client, AccountEdit edit, @Nullable Account current) {
        String name = edit.fields().get(AccountField.USER_NAME);
        if (name == null || current != null && UserNames.key(name).equals(UserNames.key(current.userName()))) {
            return;
        }
        checkDomain(client, "userName", name);
        if (isAnothers(client, name, current)) {
            throw new UserNameTakenException(name);
        }
    }

    /** An address of a connection's domain is what the connection's people come with, and are kept out by. */
    private void checkEmail(ProvisioningClient client, AccountEdit edit, @Nullable Account current) {
        String email = edit.fields().get(AccountField.EMAIL);
        if (email == null || current != null && EmailAddresses.isSame(email, emailOf(current))) {
            return;
        }
        checkDomain(client, "emails", email);
        if (Connections.isOfADomain(client.realm(), email) && isAnothers(client, email, current)) {
            throw Refusal.taken("emails: somebody else has proven this address.");
        }
    }

    private @Nullable String emailOf(Account account) {
        return accounts.personalData(account).email();
    }

    private static void checkDomain(ProvisioningClient client, String attribute, String address) {
        Origin origin = client.origin();
        if (origin != null && !Connections.mayVouch(client.realm(), origin.connection(), address)) {
            throw Refusal.invalid(Refusal.INVALID_VALUE, attribute + ": its domain is another connection's.");
        }
    }

    private boolean isAnothers(ProvisioningClient client, String address, @Nullable Account current) {
        return accounts.withEmail(client.realm(), address).stream()
                .filter(Account::emailVerified)
                .anyMatch(holder -> current == null || !Objects.equals(holder.subject(), current.subject()));
    }
}
