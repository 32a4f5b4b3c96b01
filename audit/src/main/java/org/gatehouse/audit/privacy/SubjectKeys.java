package org.gatehouse.audit.privacy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * People's data keys. Writers use a cache; readers never do, so an erasure is effective for reading on every node at once.
 *
 * <p>A node that still has an erased person's key in its cache may seal under it for {@link #CACHE_LIFETIME}; what it
 * seals can then be opened by nobody. Whoever was erased gets no new key for what comes late, on no node: their mark is in
 * the database as long as something may still come ({@link #MARKED_FOR}).
 */
public final class SubjectKeys {

    /** How long a writer may use a key without looking whether it still exists. */
    public static final Duration CACHE_LIFETIME = Duration.ofMinutes(1);

    /** A request that was under way while the person was erased is not the last to happen by more than this. */
    public static final Duration OVERLAP = Duration.ofMinutes(10);

    /** How late something may come of somebody who was erased: longer than any outbox keeps it. */
    public static final Duration MARKED_FOR = Duration.ofDays(100);

    /** Keys held at most; about 1 kB each. */
    private static final int CACHE_SIZE = 50_000;

    private final DataSource database;
    private final Clock clock;
    private final RealmKeys realmKeys;
    private final SubjectRows rows = new SubjectRows();
    private final Cache<String, Integer> numbers =
            Caffeine.newBuilder().maximumSize(CACHE_SIZE).build();
    private final Cache<Owner, SubjectKey> keys = Caffeine.newBuilder()
            .maximumSize(CACHE_SIZE)
            .expireAfterWrite(CACHE_LIFETIME)
            .build();

    private SubjectKeys(DataSource database, KeyRing keyRing, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.realmKeys = new RealmKeys(keyRing);
    }

    /** The clock says which month's key anonymous people share. */
    public static SubjectKeys open(DataSource database, KeyRing keyRing, Clock clock) {
        return new SubjectKeys(database, keyRing, clock);
    }

    /** The realm's number, given on first use and never again. */
    public int realmNumber(String realm) {
        Integer known = numbers.getIfPresent(realm);
        if (known != null) {
            return known;
        }
        int number = withConnection(connection -> realmKeys.number(connection, realm));
        numbers.put(realm, number);
        return number;
    }

    /** The person's pseudonym in this realm, made on first use. */
    public long ref(String realm, UUID person) {
        return of(realm, person).ref();
    }

    /** The person's key now, made on first use. */
    public SubjectKey of(String realm, UUID person) {
        return of(realm, person, clock.instant().minus(OVERLAP));
    }

    /**
     * The person's key, made on first use; a lost one ({@link SubjectKey#isLost}) when they have none any more because they
     * were erased.
     *
     * @param since erased then or later; an erasure before that was of somebody who had the identifier before
     */
    public SubjectKey of(String realm, UUID person, Instant since) {
        return cached(new Owner(realmNumber(realm), person, null), since);
    }

    /** The key of this month for people nobody knows, made on first use. */
    public SubjectKey ofThisMonth(String realm) {
        LocalDate month = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).withDayOfMonth(1);
        return cached(new Owner(realmNumber(realm), null, month), Instant.MAX);
    }

    /** The person's pseudonym if there is one; reads the database. */
    public Optional<Long> findRef(String realm, UUID person) {
        return withConnection(connection -> {
            Optional<Integer> number = realmKeys.findNumber(connection, realm);
            return number.isPresent()
                    ? rows.findRef(connection, new Owner(number.get(), person, null))
                    : Optional.empty();
        });
    }

    /** The keys that still exist among these pseudonyms of a realm (by number), straight from the database. */
    public Map<Long, SubjectKey> find(int realm, Collection<Long> refs) {
        return withConnection(connection -> {
            Optional<RealmKey> kek = realmKeys.find(connection, realm);
            return kek.isPresent() ? rows.find(connection, realm, kek.get().aead(), refs) : Map.of();
        });
    }

    /** What the realm's addresses are marked with; reads the database. Empty when the realm has no key, or none any more. */
    public Optional<AddressMarks> addressMarks(String realm) {
        return withConnection(connection -> {
            Optional<Integer> number = realmKeys.findNumber(connection, realm);
            return number.isPresent()
                    ? realmKeys.find(connection, number.get()).map(AddressMarks::new)
                    : Optional.empty();
        });
    }

    /**
     * Destroys a person's key: what was sealed under it is unreadable from now on, and no leaf or root changes. Nor is
     * anything sealed of them any more that happened before, or soon after.
     *
     * @return whether there was a key
     */
    public boolean erase(String realm, UUID person) {
        return withConnection(connection -> erase(connection, realm, person, clock.instant()))
                .isPresent();
    }

    /**
     * Like {@link #erase(String, UUID)}, together with the rest of the caller's transaction.
     *
     * @param at when it was decided
     * @return the pseudonym that names nobody any more; empty when there was no key
     */
    public Optional<Long> erase(Connection businessTransaction, String realm, UUID person, Instant at)
            throws SQLException {
        Optional<Integer> number = realmKeys.findNumber(businessTransaction, realm);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        Owner owner = new Owner(number.get(), person, null);
        mark(businessTransaction, owner.realm(), person, at);
        Optional<Long> ref = rows.delete(businessTransaction, owner);
        keys.invalidate(owner);
        return ref;
    }

    /**
     * Forbids, or allows again, to read what is sealed about a person (GDPR article 18), in the caller's transaction. It is
     * still written, and a legal hold about the person opens it.
     *
     * @return whether that changed anything
     */
    public boolean restrict(Connection businessTransaction, String realm, UUID person, boolean restricted)
            throws SQLException {
        of(realm, person); // a person without entries has a key from now on, so that the restriction has a place
        return rows.restrict(businessTransaction, realmNumber(realm), person, restricted ? clock.instant() : null);
    }

    /** Whether what is sealed about the person may not be read at present. */
    public boolean isRestricted(String realm, UUID person) {
        return withConnection(connection -> rows.isRestricted(connection, realmNumber(realm), person));
    }

    private void mark(Connection connection, int realm, UUID person, Instant at) throws SQLException {
        try {
            byte[] mark = kek(connection, realm).mark(person);
            rows.mark(connection, realm, mark, at, clock.instant().minus(MARKED_FOR));
        } catch (GeneralSecurityException ex) {
            throw new KeysUnavailableException("A key of the trail cannot be unwrapped: is the region key right?", ex);
        }
    }

    /** Of many who miss a key at once, one reads it and the others wait for that: they would want all connections. */
    private SubjectKey cached(Owner owner, Instant since) {
        SubjectKey key = keys.get(owner, wanted -> findOrCreate(wanted, since).orElse(null));
        return key == null ? SubjectKey.lost(SubjectRows.newRef()) : key;
    }

    private Optional<SubjectKey> findOrCreate(Owner owner, Instant since) {
        return withConnection(
                connection -> rows.findOrCreate(connection, owner, kek(connection, owner.realm()), since));
    }

    private RealmKey kek(Connection connection, int realm) throws SQLException, GeneralSecurityException {
        Optional<RealmKey> known = realmKeys.find(connection, realm);
        return known.isPresent() ? known.get() : realmKeys.create(connection, realm);
    }

    private <T> T withConnection(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            return work.on(connection);
        } catch (SQLException ex) {
            throw new KeysUnavailableException("The database with the trail's keys does not answer", ex);
        } catch (GeneralSecurityException ex) {
            throw new KeysUnavailableException("A key of the trail cannot be unwrapped: is the region key right?", ex);
        }
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException, GeneralSecurityException;
    }
}
