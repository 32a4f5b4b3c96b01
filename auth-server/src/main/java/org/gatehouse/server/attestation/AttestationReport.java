package org.gatehouse.server.attestation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.data.Attestation;
import org.gatehouse.server.directory.AccountQuery.Place;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who accepted which version when, and who has not; active accounts only, by name, a page at a time. */
@Component
@Transactional(readOnly = true)
public class AttestationReport {

    // The groups are a tree of bounded depth. What was accepted is looked up for the people of the page alone.
    private static final String LINES = """
            WITH RECURSIVE bearing AS (
                SELECT group_id AS id FROM group_role WHERE realm_id = :realm AND role = ANY(:roles)
                UNION
                SELECT id FROM user_group WHERE realm_id = :realm AND id = ANY(:groups)
                UNION
                SELECT g.id FROM bearing b JOIN user_group g ON g.realm_id = :realm AND g.parent_id = b.id
            ), asked AS (
                SELECT account_id FROM account_role WHERE realm_id = :realm AND role = ANY(:roles)
                UNION
                SELECT m.account_id FROM bearing b JOIN group_member m ON m.realm_id = :realm AND m.group_id = b.id
            )
            SELECT a.id, a.user_name, a.display_name, a.sort_key, l.version, l.accepted_at,
                   COALESCE(l.version >= :version AND l.accepted_at > :since, false) AS holds
              FROM account a
              LEFT JOIN LATERAL (
                    SELECT version, accepted_at FROM attestation_acceptance c
                     WHERE c.realm_id = a.realm_id AND c.account_id = a.id AND c.attestation = :attestation
                     ORDER BY version DESC, accepted_at DESC LIMIT 1) l ON true
             WHERE a.realm_id = :realm AND a.state = 'ACTIVE'
               AND (:everybody OR a.id IN (SELECT account_id FROM asked))
               AND (a.sort_key, a.id) > (:key, :id)
            """;
    private static final String ONLY = """
               AND COALESCE(l.version >= :version AND l.accepted_at > :since, false) = :holds
            """;
    private static final String PAGE = " ORDER BY a.sort_key, a.id LIMIT :limit";

    private static final Place FIRST = new Place("", "", new UUID(0, 0));

    private final JdbcClient jdbc;
    private final Asked asked;
    private final Clock clock;

    AttestationReport(JdbcClient jdbc, Asked asked, Clock clock) {
        this.jdbc = jdbc;
        this.asked = asked;
        this.clock = clock;
    }

    /** Whom to list. */
    public enum Filter {
        ALL,
        ACCEPTED,
        MISSING;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Filter> find(String code) {
            return List.of(values()).stream()
                    .filter(filter -> filter.code().equals(code))
                    .findFirst();
        }
    }

    /**
     * One person.
     *
     * @param version the greatest they accepted; null for none
     * @param acceptedAt when they did so last
     * @param holds whether that is the current version and needs no renewal
     */
    public record Line(
            UUID id,
            String userName,
            String displayName,
            @Nullable Integer version,
            @Nullable Instant acceptedAt,
            boolean holds,
            Place place) {}

    /** The realm's attestations, for whoever may see the report. */
    public List<Attestation> attestations(Actor actor) {
        requireReader(actor);
        return actor.realm().definition().dataProtection().attestations();
    }

    /** The attestation of this id, for whoever may see the report. */
    public Optional<Attestation> find(Actor actor, String id) {
        requireReader(actor);
        return Attestations.find(actor.realm(), id);
    }

    /** @param after the place of the last line of the page before; null for the first page */
    public List<Line> page(Actor actor, Attestation attestation, Filter filter, @Nullable Place after, int limit) {
        requireReader(actor);
        return lines(actor.realm(), attestation, filter, after, limit);
    }

    /** The same without asking who wants to know. */
    public List<Line> lines(Realm realm, Attestation attestation, Filter filter, @Nullable Place after, int limit) {
        Instant since = Attestations.renewedBefore(attestation, clock.instant());
        Place place = after == null ? FIRST : after;
        return jdbc.sql(LINES + (filter == Filter.ALL ? "" : ONLY) + PAGE)
                .param("realm", realm.id())
                .param("attestation", attestation.id())
                .param("version", attestation.version())
                .param("since", Timestamp.from(since == null ? Instant.EPOCH : since))
                .param("roles", attestation.roles().toArray(String[]::new))
                .param("groups", asked.groups(realm, attestation).toArray(UUID[]::new))
                .param("everybody", Asked.isForEverybody(attestation))
                .param("holds", filter == Filter.ACCEPTED)
                .param("key", place.sortKey())
                .param("id", place.id())
                .param("limit", limit)
                .query((row, number) -> line(row))
                .list();
    }

    /** Administrators of people see it as part of them, auditors as part of the trail. */
    private static void requireReader(Actor actor) {
        if (!actor.permissions().contains(Permission.AUDIT_IDENTIFY)) {
            actor.require(Permission.USERS_READ);
        }
    }

    private static Line line(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Timestamp at = row.getTimestamp("accepted_at");
        return new Line(
                id,
                row.getString("user_name"),
                row.getString("display_name"),
                row.getObject("version", Integer.class),
                at == null ? null : at.toInstant(),
                row.getBoolean("holds"),
                new Place("", row.getString("sort_key"), id));
    }
}
