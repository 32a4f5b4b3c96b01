package org.gatehouse.server.clients;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.file.ClientFiles;
import org.gatehouse.server.realm.FurtherClients;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** The clients that registered themselves (RFC 7591), by realm. One that another node changes is changed here in seconds. */
@Component
public class SelfRegisteredClients implements FurtherClients {

    /** How their ids begin: a name that is made up costs no look into the database. */
    public static final String PREFIX = "registered-";

    private static final Duration FRESHNESS = Duration.ofSeconds(5);

    private static final String COLUMNS =
            "client_id, definition, metadata, token_hash, registered_at, changed_at, used_at";
    private static final String FIND =
            "SELECT " + COLUMNS + " FROM registered_client WHERE realm_id = ? AND client_id = ?";
    private static final String LOCK = FIND + " FOR UPDATE";
    private static final String LOCK_UNUSED = FIND + " AND used_at IS NULL FOR UPDATE";
    private static final String MARK =
            "UPDATE registered_client SET used_at = ? WHERE realm_id = ? AND client_id = ? AND used_at IS NULL";
    private static final String NEVER_USED = """
            SELECT client_id FROM registered_client
             WHERE realm_id = ? AND used_at IS NULL AND initial_token IS NULL AND changed_at < ?
             ORDER BY changed_at LIMIT ?
            """;
    private static final String PAGE = "SELECT " + COLUMNS + """
             FROM registered_client WHERE realm_id = ? AND client_id > ?
               AND (? = '' OR position(? IN lower(metadata)) > 0)
             ORDER BY client_id LIMIT ?
            """;
    private static final String INSERT = """
            INSERT INTO registered_client
                   (realm_id, client_id, definition, metadata, token_hash, initial_token, registered_at, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String UPDATE = """
            UPDATE registered_client SET definition = ?, metadata = ?, token_hash = ?, changed_at = ?
             WHERE realm_id = ? AND client_id = ?
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Cache<Key, Optional<SelfRegistered>> known = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(FRESHNESS)
            .build();

    SelfRegisteredClients(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Key(int realm, String clientId) {}

    /** Whether a client of this id can have registered itself. */
    public static boolean mayBe(String clientId) {
        return clientId.startsWith(PREFIX);
    }

    @Override
    public Optional<ClientDefinition> find(int realm, String clientId) {
        return cached(realm, clientId).map(SelfRegistered::definition);
    }

    @Override
    public Optional<Duration> defaultMaxAge(int realm, String clientId) {
        return cached(realm, clientId).flatMap(SelfRegistered::defaultMaxAge);
    }

    /** The client as this node knows it, which may be some seconds ago. */
    public Optional<SelfRegistered> findKnown(Realm realm, String clientId) {
        return cached(realm.id(), clientId);
    }

    private Optional<SelfRegistered> cached(int realm, String clientId) {
        if (!mayBe(clientId)) {
            return Optional.empty();
        }
        Key key = new Key(realm, clientId);
        Optional<SelfRegistered> client = known.get(key, unknown -> load(FIND, realm, clientId));
        client.filter(found -> found.usedAt() == null).ifPresent(found -> markUsed(key));
        return client;
    }

    /** What a request names is used from now on. Not while the cache waits for it: the row may be locked. */
    private void markUsed(Key key) {
        if (TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            return;
        }
        jdbc.sql(MARK)
                .params(Timestamp.from(clock.instant()), key.realm(), key.clientId())
                .update();
        known.invalidate(key);
    }

    /** Ids of clients that came without a token, were not changed since then, and never named by a request. */
    public List<String> neverUsed(Realm realm, Instant since, int limit) {
        return jdbc.sql(NEVER_USED)
                .params(realm.id(), Timestamp.from(since), limit)
                .query(String.class)
                .list();
    }

    /** The client when nobody has used it; nobody does until the transaction ends. */
    public Optional<SelfRegistered> lockUnused(Realm realm, String clientId) {
        return load(LOCK_UNUSED, realm.id(), clientId);
    }

    /** The client as the database has it now. */
    public Optional<SelfRegistered> find(Realm realm, String clientId) {
        return mayBe(clientId) ? load(FIND, realm.id(), clientId) : Optional.empty();
    }

    /** The same; nobody else changes it until the transaction ends. */
    public Optional<SelfRegistered> lock(Realm realm, String clientId) {
        return mayBe(clientId) ? load(LOCK, realm.id(), clientId) : Optional.empty();
    }

    /**
     * The clients in the order of their ids.
     *
     * @param after the last id of the page before; empty for the first page
     * @param text in lower case, what their metadata must contain; empty for all
     */
    public List<SelfRegistered> page(Realm realm, String after, String text, int limit) {
        return jdbc.sql(PAGE)
                .params(realm.id(), after, text, text, limit)
                .query(SelfRegisteredClients::client)
                .list();
    }

    /** Within a transaction that locks the realm, exact. */
    public int count(Realm realm) {
        return jdbc.sql("SELECT count(*) FROM registered_client WHERE realm_id = ?")
                .param(realm.id())
                .query(Integer.class)
                .single();
    }

    public void insert(
            Realm realm, ClientDefinition client, String metadata, byte[] tokenHash, @Nullable UUID initialToken) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql(INSERT)
                .param(realm.id())
                .param(client.id())
                .param(text(client))
                .param(metadata)
                .param(tokenHash)
                .param(initialToken)
                .param(now)
                .param(now)
                .update();
        forgetAfterwards(realm, client.id());
    }

    public void update(Realm realm, ClientDefinition client, String metadata, byte[] tokenHash) {
        jdbc.sql(UPDATE)
                .params(text(client), metadata, tokenHash, Timestamp.from(clock.instant()), realm.id(), client.id())
                .update();
        forgetAfterwards(realm, client.id());
    }

    public void delete(Realm realm, String clientId) {
        jdbc.sql("DELETE FROM registered_client WHERE realm_id = ? AND client_id = ?")
                .params(realm.id(), clientId)
                .update();
        forgetAfterwards(realm, clientId);
    }

    private void forgetAfterwards(Realm realm, String clientId) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                known.invalidate(new Key(realm.id(), clientId));
            }
        });
    }

    private Optional<SelfRegistered> load(String statement, int realm, String clientId) {
        return jdbc.sql(statement)
                .params(realm, clientId)
                .query(SelfRegisteredClients::client)
                .optional();
    }

    private static String text(ClientDefinition client) {
        return ClientFiles.toJson(client).toString();
    }

    private static SelfRegistered client(ResultSet row, int number) throws SQLException {
        Timestamp usedAt = row.getTimestamp("used_at");
        return new SelfRegistered(
                ClientFiles.read(JsonMapper.shared().readTree(row.getString("definition"))),
                row.getString("metadata"),
                row.getBytes("token_hash"),
                row.getTimestamp("registered_at").toInstant(),
                row.getTimestamp("changed_at").toInstant(),
                usedAt == null ? null : usedAt.toInstant());
    }
}
