package org.gatehouse.server.directory;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.directory.InvalidAccountException.Problem;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.trail.Trail;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The accounts of all realms. Every change writes its audit entry in the same transaction. */
@Component
@Transactional
public class Accounts {

    static final TypeReference<Map<String, Object>> CLAIMS = new TypeReference<>() {};
    static final String CLAIMS_COLUMN = "claims";

    /** Nobody is kept waiting by a thousand who wrote down the same address. */
    private static final int MOST_CLAIMING = 100;

    @PersistenceContext
    private EntityManager entities;

    private final PersonalFields personal;
    private final AccountFields fields;
    private final AccountAttributes attributes;
    private final AccountWords words;
    private final EarlierPasswords earlierPasswords;
    private final AccountWatch watch;
    private final Trail trail;
    private final JsonMapper json;
    private final Clock clock;

    @SuppressWarnings("NullAway.Init") // the entity manager is injected into its field
    Accounts(
            PersonalFields personal,
            AccountFields fields,
            AccountAttributes attributes,
            AccountWords words,
            EarlierPasswords earlierPasswords,
            AccountWatch watch,
            Trail trail,
            JsonMapper json,
            Clock clock) {
        this.personal = personal;
        this.fields = fields;
        this.attributes = attributes;
        this.words = words;
        this.earlierPasswords = earlierPasswords;
        this.watch = watch;
        this.trail = trail;
        this.json = json;
        this.clock = clock;
    }

    /** One statement needs no transaction of its own, which would be asked for and ended at a cost like the statement's. */
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public Optional<Account> find(Realm realm, UUID id) {
        return Optional.ofNullable(entities.find(Account.class, new AccountId(realm.id(), id)));
    }

    /**
     * Finds by user name, else by e-mail address: who has proven it, else the only one who says it is theirs. An address two
     * share on the same grounds finds nobody: signing in with it would be signing in as somebody.
     */
    @Transactional(readOnly = true)
    public Optional<Account> findByLogin(Realm realm, String login) {
        Optional<Account> byName = findByUserName(realm, login);
        return byName.isPresent() ? byName : findByEmail(realm, login);
    }

    /** By exactly that name, deleted accounts included. */
    @Transactional(readOnly = true)
    public Optional<Account> findByUserName(Realm realm, String userName) {
        return single("from Account where id.realm = ?1 and userNameKey = ?2", realm, UserNames.key(userName));
    }

    /** The only one who has proven this address, whoever else says it is theirs; deleted people left out. */
    @Transactional(readOnly = true)
    public Optional<Account> ownerOf(Realm realm, String email) {
        List<Account> proven =
                withEmail(realm, email).stream().filter(Account::emailVerified).toList();
        return proven.size() == 1 ? Optional.of(proven.get(0)) : Optional.empty();
    }

    /** Everybody who has this address, verified or not, deleted people left out; of many, two, who have proven it first. */
    @Transactional(readOnly = true)
    public List<Account> withEmail(Realm realm, String email) {
        return entities.createQuery(
                        "from Account where id.realm = ?1 and emailIndex = ?2 and state <> DELETED"
                                + " order by emailVerified desc, id.id",
                        Account.class)
                .setParameter(1, realm.id())
                .setParameter(2, fields.emailIndex(realm, email))
                .setMaxResults(2)
                .getResultList();
    }

    /** Those who have this address and have not proven it, in the order of their ids; deleted people left out. */
    @Transactional(readOnly = true)
    public List<Account> claiming(Realm realm, String email) {
        return entities.createQuery(
                        "from Account where id.realm = ?1 and emailIndex = ?2 and state <> DELETED"
                                + " and emailVerified = false order by id.id",
                        Account.class)
                .setParameter(1, realm.id())
                .setParameter(2, fields.emailIndex(realm, email))
                .setMaxResults(MOST_CLAIMING)
                .getResultList();
    }

    /** Until the transaction ends, nobody else who asks the same decides whose an address is. */
    public void queueFor(Realm realm, String email) {
        long key = ByteBuffer.wrap(fields.emailIndex(realm, email)).getLong();
        entities.createNativeQuery("SELECT 1 FROM pg_advisory_xact_lock(?1)", Integer.class)
                .setParameter(1, key)
                .getResultList();
    }

    @Transactional(readOnly = true)
    public PersonalData personalData(Account account) {
        return new PersonalData(email(account), fields.read(account, AccountField.PHONE), claims(account));
    }

    /** In SQL: asked at every start, where the first query in Hibernate's language costs a parser. */
    @Transactional(readOnly = true)
    public boolean hasHolderOf(Realm realm, String role) {
        return (Boolean) entities.createNativeQuery(
                        "SELECT EXISTS (SELECT FROM account_role WHERE realm_id = ?1 AND role = ?2)", Boolean.class)
                .setParameter(1, realm.id())
                .setParameter(2, role)
                .getSingleResult();
    }

    /** Which of these user names are taken, as {@link UserNames#key keys}. */
    @Transactional(readOnly = true)
    public Set<String> existing(Realm realm, List<String> userNames) {
        List<String> keys = userNames.stream().map(UserNames::key).toList();
        return Set.copyOf(entities.createQuery(
                        "select userNameKey from Account where id.realm = ?1 and userNameKey in ?2", String.class)
                .setParameter(1, realm.id())
                .setParameter(2, keys)
                .getResultList());
    }

    /** Which of these ids somebody has, deleted or not: one query, however many are asked for. */
    @Transactional(readOnly = true)
    public Set<UUID> existing(Realm realm, Collection<UUID> ids) {
        return ids.isEmpty()
                ? Set.of()
                : Set.copyOf(entities.createQuery(
                                "select id.id from Account where id.realm = ?1 and id.id in ?2", UUID.class)
                        .setParameter(1, realm.id())
                        .setParameter(2, ids)
                        .getResultList());
    }

    /**
     * Creates an account.
     *
     * @param actor who creates it; the system, when it comes from a seed file
     * @throws UserNameTakenException when the realm has an account of that name
     * @throws AttributeTakenException when somebody else has a value nobody shares
     */
    public Account create(Realm realm, NewAccount person, Party actor) {
        return create(realm, person, actor, null);
    }

    /**
     * The same, for somebody who came from an identity provider.
     *
     * @param connection its alias
     */
    public Account create(Realm realm, NewAccount person, Party actor, @Nullable String connection) {
        if (isTaken(realm, person.userName())) {
            throw new UserNameTakenException(person.userName());
        }
        Account account = newAccount(realm, person);
        entities.persist(account);
        flush(person.userName());
        words.index(account, true);
        attributes.write(realm, account, person.attributes());
        Party target = party(account, person.email());
        trail.record(trail.event(realm, Activity.USER_CREATED)
                .actor(actor)
                .target(target)
                .detail("connection", connection));
        person.roles()
                .forEach(role -> trail.record(trail.event(realm, Activity.ROLE_GRANTED)
                        .actor(actor)
                        .target(target)
                        .detail("role", role)));
        return account;
    }

    /** Whether somebody in the realm has this user name, deleted accounts included: they can come back. */
    @Transactional(readOnly = true)
    public boolean isTaken(Realm realm, String userName) {
        return findByUserName(realm, userName).isPresent();
    }

    /** @throws InvalidAccountException with everything that is wrong with values an account is to have */
    public void requireValid(Realm realm, AccountEdit edit) {
        List<Problem> problems = new ArrayList<>(fields.check(realm, edit.fields()));
        problems.addAll(attributes.check(realm, edit.attributes()));
        if (!problems.isEmpty()) {
            throw new InvalidAccountException(problems);
        }
    }

    /**
     * Changes fields and attributes, without an entry: the caller knows who does it.
     *
     * @return what is different now; empty when nothing is
     * @throws InvalidAccountException with everything that is wrong
     * @throws UserNameTakenException when somebody else has the user name
     * @throws AttributeTakenException when somebody else has a value nobody shares
     */
    public List<Change> edit(Realm realm, Account account, AccountEdit edit) {
        requireValid(realm, edit);
        String nameKey = UserNames.key(account.userName());
        List<Change> changes = new ArrayList<>(fields.write(account, edit.fields()));
        if (!nameKey.equals(UserNames.key(account.userName()))) {
            requireFree(realm, account);
        }
        changes.addAll(attributes.write(realm, account, edit.attributes()));
        if (!changes.isEmpty()) {
            changed(account);
            words.index(account, false);
        }
        return changes;
    }

    /** The realm's own attributes; sensitive ones masked unless revealed. */
    @Transactional(readOnly = true)
    public Map<String, Object> attributes(Realm realm, Account account, Set<String> revealed) {
        return attributes.values(realm, account, revealed);
    }

    /**
     * The account, locked until the transaction ends. Rows that refer to it may go on being written: whoever writes one
     * may hold what this transaction is about to end.
     */
    public Optional<Account> lock(Realm realm, UUID id) {
        List<Object[]> row = entities.createNativeQuery(
                        "SELECT version, sign_in_epoch FROM account WHERE realm_id = ?1 AND id = ?2 FOR NO KEY UPDATE",
                        Object[].class)
                .setParameter(1, realm.id())
                .setParameter(2, id)
                .getResultList(); // in SQL: Hibernate 7.4 cannot lock a row with an embedded key
        Optional<Account> locked = row.isEmpty() ? Optional.empty() : find(realm, id);
        locked.filter(account -> !isAsStored(account, row.get(0))).ifPresent(entities::refresh);
        return locked;
    }

    /** Neither changed since it was read, nor its sign-ins ended, which is no change an entity tag tells. */
    private static boolean isAsStored(Account account, Object[] row) {
        return row[0].equals(account.version()) && row[1].equals(account.signInEpoch());
    }

    /** Gives roles; false when the account had them all. */
    public boolean grant(Account account, Set<String> roles) {
        return account.grant(roles) && changed(account);
    }

    /** Takes roles; false when the account had none of them. */
    public boolean revoke(Account account, Set<String> roles) {
        return account.revoke(roles) && changed(account);
    }

    /** @param restorable what a deleted account gets back when it is restored */
    public void setState(Account account, AccountState state, @Nullable String restorable) {
        account.setState(state, clock.instant());
        account.setRestorable(restorable);
        changed(account);
    }

    /** @param source the provisioning client that does it, which may undo it; null for somebody who administers */
    public void disable(Account account, @Nullable String source) {
        account.disable(source, clock.instant());
        changed(account);
    }

    /** What was kept for a restoration; null when the account is not deleted. */
    public @Nullable String restorable(Account account) {
        return account.restorable();
    }

    /** A row elsewhere that belongs to the account was changed: its version rises. */
    public boolean changed(Account account) {
        account.touch(clock.instant());
        watch.accountChanged(account.subject());
        entities.lock(account, LockModeType.PESSIMISTIC_FORCE_INCREMENT); // the clock may not have moved
        entities.flush();
        return true;
    }

    /** Deletes the row and all that hangs on it. */
    public void remove(Account account) {
        watch.accountChanged(account.subject());
        entities.remove(account);
        entities.flush();
    }

    /** Sets a password hash; the caller has checked the rules. The one before is kept as far as the realm asks. */
    public void changePassword(Realm realm, UUID id, String hash, Party actor) {
        setPassword(realm, id, hash, actor, Activity.CREDENTIAL_CHANGED);
    }

    /** The same by somebody who does not know the old one. */
    public void resetPassword(Realm realm, UUID id, String hash, Party actor) {
        setPassword(realm, id, hash, actor, Activity.CREDENTIAL_RESET);
    }

    private void setPassword(Realm realm, UUID id, String hash, Party actor, Activity activity) {
        Account account = get(realm, id);
        earlierPasswords.keep(realm, account);
        account.changePassword(hash, clock.instant());
        watch.accountChanged(id);
        trail.record(
                trail.event(realm, activity).actor(actor).target(party(account)).detail("credential", "password"));
    }

    /**
     * Sets a password that is good for one thing, to choose another, and only for a time; without an entry: the caller
     * knows who does it.
     */
    public void setTemporaryPassword(Realm realm, Account account, String hash, Instant expiresAt) {
        earlierPasswords.keep(realm, account);
        account.setTemporaryPassword(hash, expiresAt, clock.instant());
        changed(account);
    }

    /** From now on the person chooses another password before they get in; false when that is so already. */
    public boolean requirePasswordChange(Account account) {
        if (account.passwordMustChange()) {
            return false;
        }
        account.requirePasswordChange();
        return changed(account);
    }

    /**
     * Replaces a hash by one of the same password under newer parameters. Nothing changed for anybody: no entry.
     *
     * @return false when the password is another one by now
     */
    public boolean upgradeHash(Realm realm, UUID id, String from, String to) {
        Optional<Account> same = lock(realm, id).filter(account -> from.equals(account.passwordHash()));
        same.ifPresent(account -> {
            account.setPasswordHash(to, clock.instant());
            watch.accountChanged(id);
        });
        return same.isPresent();
    }

    /** How the trail names an account. */
    @Transactional(readOnly = true)
    public Party party(Account account) {
        return party(account, email(account));
    }

    private static Party party(Account account, @Nullable String email) {
        return Party.account(account.subject(), account.displayName(), email);
    }

    private Account get(Realm realm, UUID id) {
        return find(realm, id).orElseThrow(() -> new IllegalArgumentException("No account " + id + " in " + realm));
    }

    private void flush(String userName) {
        try {
            entities.flush(); // what follows refers to the row, and a name taken meanwhile shows now
        } catch (ConstraintViolationException ex) {
            throw new UserNameTakenException(userName);
        }
    }

    private void requireFree(Realm realm, Account account) {
        boolean taken = entities.createQuery(
                        "select 1 from Account where id.realm = ?1 and userNameKey = ?2 and id.id <> ?3", Integer.class)
                .setFlushMode(FlushModeType.COMMIT)
                .setParameter(1, realm.id())
                .setParameter(2, UserNames.key(account.userName()))
                .setParameter(3, account.subject())
                .getResultStream()
                .findAny()
                .isPresent();
        if (taken) {
            throw new UserNameTakenException(account.userName());
        }
        flush(account.userName());
    }

    private Account newAccount(Realm realm, NewAccount person) {
        Instant now = clock.instant();
        AccountId id = new AccountId(realm.id(), UuidCreator.getTimeOrderedEpoch());
        Account account = new Account(id, person.userName(), person.displayName(), now);
        fields.write(account, person.fields());
        if (!person.claims().isEmpty()) {
            account.setClaims(personal.seal(id, CLAIMS_COLUMN, json.writeValueAsString(person.claims())));
        }
        if (person.passwordHash() != null) {
            account.changePassword(person.passwordHash(), now);
        }
        account.grant(person.roles());
        if (person.state() != AccountState.ACTIVE) {
            account.setState(person.state(), now);
        }
        return account;
    }

    private Optional<Account> findByEmail(Realm realm, String email) {
        List<Account> holders = withEmail(realm, email);
        return holders.size() == 1 ? Optional.of(holders.get(0)) : ownerOf(realm, email);
    }

    private Optional<Account> single(String query, Realm realm, Object key) {
        List<Account> found = entities.createQuery(query, Account.class)
                .setParameter(1, realm.id())
                .setParameter(2, key)
                .setMaxResults(2)
                .getResultList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private @Nullable String email(Account account) {
        return fields.read(account, AccountField.EMAIL);
    }

    private Map<String, Object> claims(Account account) {
        byte[] sealed = account.claimsSealed();
        return sealed == null ? Map.of() : json.readValue(personal.open(account.id(), CLAIMS_COLUMN, sealed), CLAIMS);
    }
}
