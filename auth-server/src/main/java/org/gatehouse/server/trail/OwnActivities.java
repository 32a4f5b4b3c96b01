package org.gatehouse.server.trail;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.gatehouse.audit.catalogue.CustomActivities;
import org.gatehouse.audit.catalogue.CustomActivities.Definition;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.gatehouse.realm.ActivityDefinition;
import org.gatehouse.realm.TrailPolicy;
import org.gatehouse.server.realm.ChangedRealmStep;
import org.gatehouse.server.realm.NewRealmStep;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.RealmChange;
import org.gatehouse.server.realm.Risk;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;

/** Gives the activities of a realm file their numbers in the trail, in the transaction that makes or changes the realm. */
@Component
class OwnActivities implements NewRealmStep, ChangedRealmStep {

    private final JdbcAuditTrail trail;
    private final TrailReader reader;
    private final DataSource dataSource;

    OwnActivities(JdbcAuditTrail trail, TrailReader reader, DataSource dataSource) {
        this.trail = trail;
        this.reader = reader;
        this.dataSource = dataSource;
    }

    @Override
    public void complete(Realm realm, Path file) {
        define(realm);
    }

    /** Entries written already are in the tier of the category they had, and a filter by category must find them all. */
    @Override
    public List<String> obstacles(RealmChange change) {
        return reader.customActivities(change.after().name()).stream()
                .flatMap(known -> policy(change.after()).activities().stream()
                        .filter(activity -> activity.id().equals(known.code()))
                        .filter(activity -> category(activity) != known.category())
                        .map(activity -> "The activity '" + known.code() + "' keeps the category '"
                                + known.category().code() + "' it was given first; take another code for another one."))
                .toList();
    }

    @Override
    public List<Risk> risks(RealmChange change) {
        List<String> kept = policy(change.after()).activities().stream()
                .map(ActivityDefinition::id)
                .toList();
        return policy(change.before()).activities().stream()
                .map(ActivityDefinition::id)
                .filter(id -> !kept.contains(id))
                .map(id -> "Applications can no longer report '" + id + "'; its entries stay readable.")
                .map(Risk::of)
                .toList();
    }

    @Override
    public void complete(RealmChange change) {
        define(change.after());
    }

    private void define(Realm realm) {
        List<Definition> definitions = policy(realm).activities().stream()
                .map(activity -> new Definition(activity.id(), category(activity), activity.title()))
                .toList();
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            int number = trail.subjectKeys().realmNumber(realm.name());
            CustomActivities.define(connection, number, definitions);
        } catch (SQLException ex) {
            throw new UncategorizedSQLException("Numbering a realm's activities", null, ex);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private static TrailPolicy policy(Realm realm) {
        return realm.definition().trail();
    }

    private static Category category(ActivityDefinition activity) {
        return Category.find(activity.category()).orElseThrow();
    }
}
