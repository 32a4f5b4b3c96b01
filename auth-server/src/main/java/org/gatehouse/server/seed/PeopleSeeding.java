package org.gatehouse.server.seed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.seed.Seed;
import org.gatehouse.realm.seed.SeedFile;
import org.gatehouse.realm.seed.SeedFileException;
import org.gatehouse.realm.seed.SeedPerson;
import org.gatehouse.realm.seed.SeedState;
import org.gatehouse.server.GatehouseProperties;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.NewAccount;
import org.gatehouse.server.directory.UserNames;
import org.gatehouse.server.factor.SeededFactors;
import org.gatehouse.server.groups.Group;
import org.gatehouse.server.groups.Groups;
import org.gatehouse.server.groups.Memberships;
import org.gatehouse.server.password.PasswordHashing;
import org.gatehouse.server.realm.AfterRealmsLoaded;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Creates the people of seed files, for tests, demos and measurements. Who exists stays as they are, so a start that was
 * interrupted goes on where it stopped.
 */
@Component
@Order(2)
class PeopleSeeding implements AfterRealmsLoaded {

    private static final Logger LOG = LoggerFactory.getLogger(PeopleSeeding.class);

    /** People per transaction: the hashing is done before it begins, so it is short. */
    private static final int CHUNK = 200;

    private final GatehouseProperties properties;
    private final Realms realms;
    private final Accounts accounts;
    private final PasswordHashing hashing;
    private final Groups groups;
    private final Memberships memberships;
    private final SeededFactors factors;
    private final TransactionTemplate transactions;

    PeopleSeeding(
            GatehouseProperties properties,
            Realms realms,
            Accounts accounts,
            PasswordHashing hashing,
            Groups groups,
            Memberships memberships,
            SeededFactors factors,
            TransactionTemplate transactions) {
        this.properties = properties;
        this.realms = realms;
        this.accounts = accounts;
        this.hashing = hashing;
        this.groups = groups;
        this.memberships = memberships;
        this.factors = factors;
        this.transactions = transactions;
    }

    @Override
    public void realmsLoaded() {
        properties.seeds().forEach(this::seed);
    }

    private void seed(Path file) {
        Seed seed = read(file);
        Realm realm = realms.find(seed.realm())
                .orElseThrow(() -> new StartRefusedException(file + " seeds realm '" + seed.realm()
                        + "', which does not exist. Name its realm file with --realm."));
        List<SeedPerson> chunk = new ArrayList<>(CHUNK);
        for (SeedPerson person : seed.people()) {
            requireKnownRoles(file, realm, person);
            chunk.add(person);
            if (chunk.size() == CHUNK) {
                create(realm, chunk);
                chunk.clear();
            }
        }
        create(realm, chunk);
    }

    private static Seed read(Path file) {
        try {
            return SeedFile.read(file);
        } catch (SeedFileException ex) {
            throw new StartRefusedException("The seed file is not right; nothing was changed.\n" + ex.getMessage(), ex);
        }
    }

    private static void requireKnownRoles(Path file, Realm realm, SeedPerson person) {
        for (String role : person.roles()) {
            if (!realm.definition().hasRole(role)) {
                throw new StartRefusedException(file + ": " + person.userName() + " has role '" + role
                        + "', which realm '" + realm.name() + "' does not know.");
            }
        }
    }

    private void create(Realm realm, List<SeedPerson> people) {
        Set<String> existing = accounts.existing(
                realm, people.stream().map(SeedPerson::userName).toList());
        List<SeedPerson> absent = people.stream()
                .filter(person -> !existing.contains(UserNames.key(person.userName())))
                .toList();
        if (absent.isEmpty()) {
            return;
        }
        List<NewAccount> hashed = absent.parallelStream().map(this::account).toList();
        LOG.warn("Creating {} people in realm '{}' from a seed file: for tests and demos only", absent.size(), realm);
        transactions.executeWithoutResult(status -> {
            for (int i = 0; i < absent.size(); i++) {
                Account account = accounts.create(realm, hashed.get(i), Party.system());
                join(realm, absent.get(i), account);
                factors.add(realm, account, absent.get(i).totp(), absent.get(i).recoveryCodes());
            }
        });
    }

    private void join(Realm realm, SeedPerson person, Account account) {
        for (String path : person.groups()) {
            Group group = groups.findByPath(realm, path)
                    .orElseThrow(() -> new StartRefusedException("The seed file puts " + person.userName()
                            + " into group '" + path + "', which realm '" + realm.name() + "' does not have."));
            memberships.seed(realm, group, account);
        }
    }

    private NewAccount account(SeedPerson person) {
        return new NewAccount(
                person.userName(),
                person.displayName() == null ? person.userName() : person.displayName(),
                person.email(),
                person.emailVerified(),
                person.phone(),
                person.phoneVerified(),
                person.locale(),
                hashing.hash(person.password()),
                new HashSet<>(person.roles()),
                person.state() == SeedState.DISABLED ? AccountState.DISABLED : AccountState.ACTIVE,
                person.claims(),
                new HashMap<>(person.attributes()));
    }
}
