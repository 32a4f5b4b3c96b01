package org.gatehouse.server.realm;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.server.GatehouseProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** All realms, by name. A realm another node has created appears here within {@link #FRESHNESS}. */
@Component
public class Realms {

    /** How long an answer is believed without asking the database again; unknown names included. */
    static final Duration FRESHNESS = Duration.ofSeconds(5);

    private static final String FIND = "SELECT id, document FROM realm WHERE name = ?";
    // as changes of groups do: one change of what makes up a realm at a time
    private static final String LOCK = FIND + " FOR NO KEY UPDATE";
    private static final String UPDATE = "UPDATE realm SET document = ? WHERE id = ?";
    private static final String NAMES = "SELECT name FROM realm ORDER BY name";
    private static final String INSERT =
            "INSERT INTO realm (name, document, created_at) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING RETURNING id";

    private final JdbcClient jdbc;
    private final GatehouseProperties properties;
    private final Clock clock;
    private final FurtherClients further;
    private final Cache<String, Optional<Realm>> byName = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(FRESHNESS)
            .build();

    Realms(JdbcClient jdbc, GatehouseProperties properties, Clock clock, FurtherClients further) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
        this.further = further;
    }

    public Optional<Realm> find(String name) {
        return byName.get(name, this::load);
    }

    /** @throws IllegalArgumentException when there is none of that name */
    public Realm get(String name) {
        return existing(name, find(name));
    }

    public List<Realm> all() {
        return jdbc.sql(NAMES).query(String.class).list().stream()
                .map(this::get)
                .toList();
    }

    /** Stores a realm nobody has stored yet; empty when another start was faster. */
    Optional<Realm> create(RealmDefinition definition) {
        Optional<Integer> id = jdbc.sql(INSERT)
                .params(definition.realm(), RealmFiles.toJson(definition), Timestamp.from(clock.instant()))
                .query(Integer.class)
                .optional();
        byName.invalidate(definition.realm());
        return id.map(created -> realm(created, definition));
    }

    /** The realm as the database has it now. */
    public Realm fresh(String name) {
        return existing(name, load(name));
    }

    /** The realm as the database has it now; nobody else changes it until the transaction ends. */
    public Realm lock(String name) {
        return existing(name, load(LOCK, name));
    }

    /** Replaces the definition of a realm that is locked. This node knows it once the transaction has committed. */
    public void store(Realm realm) {
        jdbc.sql(UPDATE)
                .params(RealmFiles.toJson(realm.definition()), realm.id())
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                byName.invalidate(realm.name());
            }
        });
    }

    private static Realm existing(String name, Optional<Realm> found) {
        return found.orElseThrow(() -> new IllegalArgumentException("No realm is called '" + name + "'."));
    }

    private Optional<Realm> load(String name) {
        return load(FIND, name);
    }

    private Optional<Realm> load(String statement, String name) {
        return jdbc.sql(statement)
                .param(name)
                .query((row, number) -> realm(row.getInt("id"), RealmFiles.fromJson(row.getString("document"))))
                .optional();
    }

    private Realm realm(int id, RealmDefinition definition) {
        return new Realm(id, definition.realm(), properties.issuer(definition.realm()), definition, further);
    }
}
