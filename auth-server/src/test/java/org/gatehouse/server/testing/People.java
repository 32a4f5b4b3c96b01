package org.gatehouse.server.testing;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.NewAccount;
import org.gatehouse.server.directory.Role;
import org.gatehouse.server.password.LightHashing;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes people for one test each, so that no test meets another's sessions, consents or throttling. */
public final class People {

    public static final String PASSWORD = "Staple-battery-42-horse";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** One for all of them. */
    private static final String HASH = LightHashing.create().hash(PASSWORD);

    private final TestServer server;

    private People(TestServer server) {
        this.server = server;
    }

    public static People of(TestServer server) {
        return new People(server);
    }

    public Person create(String realm) {
        return create(realm, AccountState.ACTIVE, Set.of(Role.USER));
    }

    /** Somebody of another realm with the same user name, address and password, as people have who work for both. */
    public Person namesake(String realm, Person person) {
        return create(realm, person.userName(), AccountState.ACTIVE, Set.of(Role.USER));
    }

    public Person createWith(String realm, String role) {
        return create(realm, AccountState.ACTIVE, Set.of(role));
    }

    public Person createDisabled(String realm) {
        return create(realm, AccountState.DISABLED, Set.of(Role.USER));
    }

    /** Takes effect at once, as if an administrator had done it. */
    public void disable(Person person) {
        server.bean(JdbcClient.class)
                .sql("UPDATE account SET state = 'DISABLED' WHERE id = ?")
                .param(person.subject())
                .update();
    }

    private Person create(String realmName, AccountState state, Set<String> roles) {
        return create(realmName, "somebody-" + NUMBER.incrementAndGet(), state, roles);
    }

    private Person create(String realmName, String userName, AccountState state, Set<String> roles) {
        Realm realm = server.bean(Realms.class).get(realmName);
        String email = userName + "@people.example";
        NewAccount person = new NewAccount(
                userName, "Somebody " + userName, email, true, null, HASH, roles, state, Map.of("given_name", "Some"));
        Account account = server.bean(Accounts.class).create(realm, person, Party.system());
        return new Person(account.subject(), userName, PASSWORD, email);
    }
}
