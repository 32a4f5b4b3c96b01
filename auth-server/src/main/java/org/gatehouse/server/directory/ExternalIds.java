package org.gatehouse.server.directory;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.gatehouse.audit.event.Change;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What provisioning clients call people (RFC 7643 section 3.1): one name for each client and person, nobody's twice. */
@Component
public class ExternalIds {

    /** How the trail and the sealing name it. */
    static final String COLUMN = "externalId";

    private static final String FIND =
            "SELECT sealed FROM account_external_id WHERE realm_id = ? AND source = ? AND account_id = ?";
    private static final String ALL =
            "SELECT source, sealed FROM account_external_id WHERE realm_id = ? AND account_id = ?";
    private static final String HOLDER =
            "SELECT account_id FROM account_external_id WHERE realm_id = ? AND source = ? AND search_key = ?";
    private static final String SAVE = """
            INSERT INTO account_external_id (realm_id, source, account_id, sealed, search_key) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (realm_id, source, account_id) DO UPDATE
            SET sealed = excluded.sealed, search_key = excluded.search_key
            """;
    private static final String REMOVE =
            "DELETE FROM account_external_id WHERE realm_id = ? AND source = ? AND account_id = ?";

    private final JdbcClient jdbc;
    private final PersonalFields personal;
    private final Accounts accounts;

    ExternalIds(JdbcClient jdbc, PersonalFields personal, Accounts accounts) {
        this.jdbc = jdbc;
        this.personal = personal;
        this.accounts = accounts;
    }

    @Transactional(readOnly = true)
    public Optional<String> find(Realm realm, String source, UUID account) {
        return jdbc.sql(FIND)
                .params(realm.id(), source, account)
                .query(byte[].class)
                .optional()
                .map(value -> personal.open(new AccountId(realm.id(), account), COLUMN, value));
    }

    /** What each client calls somebody. */
    @Transactional(readOnly = true)
    public SortedMap<String, String> all(Realm realm, UUID account) {
        SortedMap<String, String> all = new TreeMap<>();
        jdbc.sql(ALL).params(realm.id(), account).query(row -> {
            all.put(
                    row.getString("source"),
                    personal.open(new AccountId(realm.id(), account), COLUMN, row.getBytes("sealed")));
        });
        return all;
    }

    /**
     * Whom the client calls so, whatever the state of their account. Of the source {@code connection:alias} these are the
     * people of an identity provider as its own directory has announced them.
     */
    @Transactional(readOnly = true)
    public Optional<UUID> holder(Realm realm, String source, String externalId) {
        return jdbc.sql(HOLDER)
                .params(realm.id(), source, searchKey(realm, externalId))
                .query(UUID.class)
                .optional();
    }

    /**
     * Sets it, or removes it with null; without an entry: the caller knows who does it.
     *
     * @param account locked by the caller
     * @return what is different now
     * @throws AttributeTakenException when the client calls somebody else so
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Change> set(Realm realm, String source, Account account, @Nullable String value) {
        String before = find(realm, source, account.subject()).orElse(null);
        if (Objects.equals(before, value)) {
            return Optional.empty();
        }
        if (value == null) {
            jdbc.sql(REMOVE).params(realm.id(), source, account.subject()).update();
        } else {
            save(realm, source, account, value);
        }
        accounts.changed(account);
        return Optional.of(Change.personal(COLUMN, before, value));
    }

    /** Upper and lower case differ (RFC 7643 section 3.1), which a blind index of names ignores. */
    byte[] searchKey(Realm realm, String value) {
        return personal.index(realm.id(), COLUMN, HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8)));
    }

    private void save(Realm realm, String source, Account account, String value) {
        try {
            jdbc.sql(SAVE)
                    .params(
                            realm.id(),
                            source,
                            account.subject(),
                            personal.seal(account.id(), COLUMN, value),
                            searchKey(realm, value))
                    .update();
        } catch (DuplicateKeyException ex) {
            throw new AttributeTakenException(COLUMN, ex);
        }
    }
}
