package org.gatehouse.audit.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.gatehouse.audit.catalogue.CustomActivities.Definition;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.CustomActivity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CustomActivitiesTest {

    private final TrailDatabase database = TrailDatabase.create();
    private final SettableClock clock = new SettableClock("2026-11-21T10:00:00Z");
    private final JdbcAuditTrail trail = TestTrail.open(database, clock);
    private final TrailReader reader = TrailReader.on(database.dataSource(), trail.subjectKeys());

    @AfterEach
    void close() {
        trail.close();
    }

    @Test
    void newWhenTheNumberOrTheCodeIsTheCataloguesThenRefused() {
        assertThatThrownBy(() -> new CustomActivity(501, "x.read", Category.RIGHTS, Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CustomActivity(10_000, "data.read", Category.RIGHTS, Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void defineWhenKnownThenTheSameNumberUnderNewTitles() {
        define("acme", definition("x.a", "A"), definition("x.b", "B"));
        define("acme", definition("x.c", "C"), definition("x.a", "A again"));

        List<CustomActivity> known = reader.customActivities("acme");

        assertThat(known).extracting(CustomActivity::code).containsExactly("x.a", "x.b", "x.c");
        assertThat(known).extracting(CustomActivity::id).containsExactly(10_000, 10_001, 10_002);
        assertThat(known.get(0).titles()).containsExactly(Map.entry("en", "A again"));
        assertThat(reader.customActivities("globex")).isEmpty();
    }

    @Test
    void defineWhenTwoRealmsThenNumbersOfTheirOwn() {
        define("acme", definition("x.a", "A"));
        define("globex", definition("x.other", "O"));

        assertThat(reader.customActivities("globex"))
                .singleElement()
                .satisfies(only -> assertThat(only.id()).isEqualTo(10_000));
    }

    @Test
    void defineWhenManyAtOnceThenNoNumberTwice() {
        trail.subjectKeys().realmNumber("acme");

        IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(() -> define("acme", definition("x.n" + i, "N"))))
                .toList()
                .forEach(CompletableFuture::join);

        assertThat(reader.customActivities("acme"))
                .hasSize(8)
                .extracting(CustomActivity::id)
                .doesNotHaveDuplicates();
    }

    @Test
    void pageThenEntriesOfOwnActivitiesReadAndFilterLikeOthers() {
        define("acme", definition("x.order.signed", "order signed"));
        CustomActivity signed = reader.customActivities("acme").get(0);
        trail.append(TestTrail.signIn().build());
        trail.append(AuditEvent.of("acme", signed)
                .actor(TestTrail.alice())
                .target(Party.object("x.order", "17"))
                .build());

        List<EntryView> changes = reader.page("acme", TrailFilter.all().withCategory(Category.DATA_CHANGE), null, 10);

        assertThat(changes).singleElement().satisfies(entry -> {
            assertThat(entry.activity()).isEqualTo(signed);
            assertThat(entry.log()).isEqualTo("acme/P13M");
        });
        assertThat(reader.page("acme", TrailFilter.all().withActivity(signed), null, 10))
                .isEqualTo(changes);
        assertThat(reader.page("acme", TrailFilter.all().withCategory(Category.SIGN_IN), null, 10))
                .hasSize(1);
        assertThat(reader.latest("acme", 10)).hasSize(2);
    }

    private void define(String realm, Definition... definitions) {
        int number = trail.subjectKeys().realmNumber(realm);
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            CustomActivities.define(connection, number, List.of(definitions));
            connection.commit();
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static Definition definition(String code, String title) {
        return new Definition(code, Category.DATA_CHANGE, Map.of("en", title));
    }
}
