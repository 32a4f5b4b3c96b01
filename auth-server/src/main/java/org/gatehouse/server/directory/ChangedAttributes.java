package org.gatehouse.server.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatehouse.realm.AttributeDefinition;
import org.gatehouse.server.realm.ChangedRealmStep;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.RealmChange;
import org.gatehouse.server.realm.Risk;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The values people have of an attribute that goes or changes. */
@Component
class ChangedAttributes implements ChangedRealmStep {

    private static final String COUNT = "SELECT count(*) FROM account_attribute WHERE realm_id = ? AND name = ?";
    private static final String SHARED = """
            SELECT EXISTS (SELECT FROM account_attribute WHERE realm_id = ? AND name = ?
                            GROUP BY search_key HAVING count(*) > 1)
            """;
    private static final String MARK =
            "UPDATE account_attribute SET must_differ = ? WHERE realm_id = ? AND name = ? AND must_differ <> ?";
    private static final String DELETE = "DELETE FROM account_attribute WHERE realm_id = ? AND name = ?";

    private final JdbcClient jdbc;

    ChangedAttributes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<String> obstacles(RealmChange change) {
        List<String> obstacles = new ArrayList<>();
        for (AttributeDefinition before : change.before().definition().attributes()) {
            find(change.after(), before).ifPresent(after -> {
                if (isStoredOtherwise(before, after) && count(change.before(), before) > 0) {
                    obstacles.add("People have values of the attribute '" + before.name()
                            + "', so it keeps its type and stays " + (before.sensitive() ? "" : "not ")
                            + "sensitive. Declare another attribute for the new kind of value.");
                } else if (after.unique() && !before.unique() && isShared(change.before(), before)) {
                    obstacles.add("The attribute '" + before.name()
                            + "' cannot become unique: some people have the same value.");
                }
            });
        }
        return obstacles;
    }

    @Override
    public List<Risk> risks(RealmChange change) {
        List<Risk> risks = new ArrayList<>();
        for (AttributeDefinition attribute : gone(change)) {
            int count = count(change.before(), attribute);
            if (count > 0) {
                String who = count == 1 ? "1 person loses" : count + " people lose";
                risks.add(Risk.of(who + " the value of '" + attribute.name() + "'."));
            }
        }
        return risks;
    }

    @Override
    public void complete(RealmChange change) {
        Realm realm = change.after();
        gone(change)
                .forEach(attribute ->
                        jdbc.sql(DELETE).params(realm.id(), attribute.name()).update());
        for (AttributeDefinition before : change.before().definition().attributes()) {
            find(realm, before)
                    .filter(after -> after.unique() != before.unique())
                    .ifPresent(after -> jdbc.sql(MARK)
                            .params(after.unique(), realm.id(), after.name(), after.unique())
                            .update());
        }
    }

    private static boolean isStoredOtherwise(AttributeDefinition before, AttributeDefinition after) {
        return before.type() != after.type() || before.sensitive() != after.sensitive();
    }

    private static List<AttributeDefinition> gone(RealmChange change) {
        return change.before().definition().attributes().stream()
                .filter(attribute -> find(change.after(), attribute).isEmpty())
                .toList();
    }

    private static Optional<AttributeDefinition> find(Realm realm, AttributeDefinition attribute) {
        return realm.definition().findAttribute(attribute.name());
    }

    private int count(Realm realm, AttributeDefinition attribute) {
        return jdbc.sql(COUNT)
                .params(realm.id(), attribute.name())
                .query(Integer.class)
                .single();
    }

    private boolean isShared(Realm realm, AttributeDefinition attribute) {
        return jdbc.sql(SHARED)
                .params(realm.id(), attribute.name())
                .query(Boolean.class)
                .single();
    }
}
