package org.gatehouse.server.directory;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The accounts of all realms. Every change writes its audit entry in the same transaction. */
@Component
@Transactional
public class Accounts {

    private static final TypeReference<Map<String, Object>> CLAIMS = new TypeReference<>() {};
    private static final String EMAIL = "email";
    private static final String CLAIMS_COLUMN = "claims";

    @PersistenceContext
    private EntityManager entities;

    private final PersonalFields fields;
    private final Trail trail;
    private final JsonMapper json;
    private final Clock clock;

    @SuppressWarnings("NullAway.Init") // the entity manager is injected into its field
    Accounts(PersonalFields fields, Trail trail, JsonMapper json, Clock clock) {
        this.fields = fields;
        this.trail = trail;
        this.json = json;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<Account> find(Realm realm, UUID id) {
        return Optional.ofNullable(entities.find(Account.class, new AccountId(realm.id(), id)));
    }

    /**
     * Finds by user name, else by e-mail address. An address two accounts share finds nobody: signing in with it would be
     * signing in as somebody.
     */
    @Transactional(readOnly = true)
    public Optional<Account> findByLogin(Realm realm, String login) {
        Optional<Account> byName =
                single("from Account where id.realm = ?1 and userNameKey = ?2", realm, UserNames.key(login));
        return byName.isPresent() ? byName : findByEmail(realm, login);
    }

    @Transactional(readOnly = true)
    public PersonalData personalData(Account account) {
        return new PersonalData(email(account), claims(account));
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

    /**
     * Creates an account.
     *
     * @param actor who creates it; the system, when it comes from a seed file
     * @throws UserNameTakenException when the realm has an account of that name
     */
    public Account create(Realm realm, NewAccount person, Party actor) {
        if (single("from Account where id.realm = ?1 and userNameKey = ?2", realm, UserNames.key(person.userName()))
                .isPresent()) {
            throw new UserNameTakenException(person.userName());
        }
        Account account = newAccount(realm, person);
        entities.persist(account);
        Party target = party(account, person.email());
        trail.record(trail.event(realm, Activity.USER_CREATED).actor(actor).target(target));
        person.roles()
                .forEach(role -> trail.record(trail.event(realm, Activity.ROLE_GRANTED)
                        .actor(actor)
                        .target(target)
                        .detail("role", role)));
        return account;
    }

    /** Sets a password hash; the caller has checked the rules. */
    public void changePassword(Realm realm, UUID id, String hash, Party actor) {
        Account account = get(realm, id);
        account.setPasswordHash(hash, clock.instant());
        trail.record(trail.event(realm, Activity.CREDENTIAL_CHANGED)
                .actor(actor)
                .target(party(account))
                .detail("credential", "password"));
    }

    /** Replaces a hash by one of the same password under newer parameters. Nothing changed for anybody: no entry. */
    public void upgradeHash(Realm realm, UUID id, String hash) {
        get(realm, id).setPasswordHash(hash, clock.instant());
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

    private Account newAccount(Realm realm, NewAccount person) {
        Instant now = clock.instant();
        AccountId id = new AccountId(realm.id(), UuidCreator.getTimeOrderedEpoch());
        Account account = new Account(id, person.userName(), person.displayName(), now);
        if (person.email() != null) {
            account.setEmail(
                    fields.seal(id, EMAIL, person.email()),
                    fields.index(realm.id(), EMAIL, person.email()),
                    person.emailVerified());
        }
        if (!person.claims().isEmpty()) {
            account.setClaims(fields.seal(id, CLAIMS_COLUMN, json.writeValueAsString(person.claims())));
        }
        if (person.passwordHash() != null) {
            account.setPasswordHash(person.passwordHash(), now);
        }
        account.setLocale(person.locale());
        account.grant(person.roles());
        if (person.state() == AccountState.DISABLED) {
            account.disable(now);
        }
        return account;
    }

    private Optional<Account> findByEmail(Realm realm, String email) {
        return single(
                "from Account where id.realm = ?1 and emailIndex = ?2", realm, fields.index(realm.id(), EMAIL, email));
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
        byte[] sealed = account.emailSealed();
        return sealed == null ? null : fields.open(account.id(), EMAIL, sealed);
    }

    private Map<String, Object> claims(Account account) {
        byte[] sealed = account.claimsSealed();
        return sealed == null ? Map.of() : json.readValue(fields.open(account.id(), CLAIMS_COLUMN, sealed), CLAIMS);
    }
}
