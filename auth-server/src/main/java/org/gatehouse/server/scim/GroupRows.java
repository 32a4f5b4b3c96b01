package org.gatehouse.server.scim;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.groups.Group;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a provisioning client sees of groups beyond the groups themselves, for many of them in one statement. */
@Component
class GroupRows {

    private static final String MORE = """
            SELECT g.id, g.created_at, g.version, count(m.account_id) AS members, max(m.since) AS newest,
                   (SELECT x.external_id FROM group_external_id x
                     WHERE x.realm_id = g.realm_id AND x.group_id = g.id AND x.source = ?) AS external_id
              FROM user_group g LEFT JOIN group_member m ON m.realm_id = g.realm_id AND m.group_id = g.id
                   AND (? OR EXISTS (SELECT FROM provisioning_reach r
                                      WHERE r.realm_id = m.realm_id AND r.account_id = m.account_id
                                        AND (r.source = ? OR (r.connection = ? AND r.issuer = ?))))
             WHERE g.realm_id = ? AND g.id = ANY(?)
             GROUP BY g.realm_id, g.id
            """;
    private static final String BY_EXTERNAL_ID =
            "SELECT group_id FROM group_external_id WHERE realm_id = ? AND source = ? AND external_id = ?";
    private static final String EXTERNAL_ID =
            "SELECT external_id FROM group_external_id WHERE realm_id = ? AND source = ? AND group_id = ?";
    private static final String SAVE = """
            INSERT INTO group_external_id (realm_id, source, group_id, external_id) VALUES (?, ?, ?, ?)
            ON CONFLICT (realm_id, source, group_id) DO UPDATE SET external_id = excluded.external_id
            """;
    private static final String REMOVE =
            "DELETE FROM group_external_id WHERE realm_id = ? AND source = ? AND group_id = ?";

    private final JdbcClient jdbc;

    GroupRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record More(Instant createdAt, @Nullable String externalId, String state) {}

    List<ProvisionedGroup> complete(ProvisioningClient client, List<Group> groups) {
        Map<UUID, More> more = new HashMap<>();
        jdbc.sql(MORE)
                .params(
                        client.source(),
                        client.everybody(),
                        client.source(),
                        client.connection(),
                        client.issuer(),
                        client.realm().id(),
                        groups.stream().map(Group::id).toArray(UUID[]::new))
                .query(row -> {
                    more.put(row.getObject("id", UUID.class), more(row));
                });
        return groups.stream()
                .flatMap(group -> Optional.ofNullable(more.get(group.id()))
                        .map(found -> new ProvisionedGroup(group, found.createdAt(), found.externalId(), found.state()))
                        .stream())
                .toList();
    }

    Optional<UUID> byExternalId(ProvisioningClient client, String externalId) {
        return jdbc.sql(BY_EXTERNAL_ID)
                .params(client.realm().id(), client.source(), externalId)
                .query(UUID.class)
                .optional();
    }

    Optional<String> externalId(ProvisioningClient client, UUID group) {
        return jdbc.sql(EXTERNAL_ID)
                .params(client.realm().id(), client.source(), group)
                .query(String.class)
                .optional();
    }

    /** @return what it was called before, if that is something else; empty when nothing is different */
    Optional<Renamed> name(ProvisioningClient client, UUID group, @Nullable String externalId) {
        Realm realm = client.realm();
        String before = externalId(client, group).orElse(null);
        if (Objects.equals(before, externalId)) {
            return Optional.empty();
        }
        if (externalId == null) {
            jdbc.sql(REMOVE).params(realm.id(), client.source(), group).update();
        } else {
            save(client, group, externalId);
        }
        return Optional.of(new Renamed(before, externalId));
    }

    record Renamed(@Nullable String before, @Nullable String after) {}

    private void save(ProvisioningClient client, UUID group, String externalId) {
        try {
            jdbc.sql(SAVE)
                    .params(client.realm().id(), client.source(), group, externalId)
                    .update();
        } catch (DuplicateKeyException ex) {
            throw Refusal.taken("Another group has this externalId.");
        }
    }

    private static More more(ResultSet row) throws SQLException {
        String newest = row.getTimestamp("newest") == null
                ? "0"
                : String.valueOf(row.getTimestamp("newest").toInstant().toEpochMilli());
        return new More(
                row.getTimestamp("created_at").toInstant(),
                row.getString("external_id"),
                row.getInt("version") + "." + row.getLong("members") + "." + newest);
    }
}
