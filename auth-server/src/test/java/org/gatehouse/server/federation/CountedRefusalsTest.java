package org.gatehouse.server.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.server.testing.FederatedServer.REALM;
import static org.gatehouse.server.testing.FederatedServer.SECOND;

import java.util.List;
import java.util.Map;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.FederatedServer;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("Strangers do not fill the trail with answers nobody asked for; none of these is left out of it either")
class CountedRefusalsTest {

    private static final String ADDRESS = FederatedServer.path("keyed") + "/callback?state=nobody-was-sent-away";
    private static final int AN_ENTRY_EACH = 100;
    private static final int ANSWERS = 180;

    private final TestServer server = FederatedServer.shared();

    @BeforeEach
    void behave() {
        SECOND.reset();
        server.clock().advance(CountedRefusals.TOGETHER.plusHours(2));
        server.bean(RefusalBounds.class).summarise();
    }

    @Test
    void answerMoreOftenThanIsAnEntryEachThenTheOthersAreOneEntryThatCounts() {
        TrailProbe trail = TrailProbe.of(server, REALM);
        Browser stranger = new Browser(server);
        for (int i = 0; i < ANSWERS; i++) {
            Answer answer = FederatedServer.step(stranger, ADDRESS);
            assertThat(answer.status()).isEqualTo(400);
        }
        long single = trail.fresh().size();
        assertThat(single).isBetween((long) AN_ENTRY_EACH, ANSWERS - 20L); // the counter refills meanwhile
        assertThat(rows()).singleElement().satisfies(row -> assertThat(row).containsEntry("readable", 0));

        server.bean(RefusalBounds.class).summarise();
        assertThat(trail.fresh()).as("not yet").isEmpty();
        server.clock().advance(CountedRefusals.TOGETHER.plusSeconds(1));
        server.bean(RefusalBounds.class).summarise();
        server.bean(RefusalBounds.class).summarise();

        assertThat(rows()).isEmpty();
        assertThat(trail.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code() + " " + entry.outcome()).isEqualTo("federation.login FAILURE");
            assertThat(entry.reason()).isEqualTo("unknown-state");
            assertThat(entry.actor().kind()).isEqualTo(Party.Kind.ANONYMOUS);
            assertThat(entry.detail())
                    .containsEntry("connection", "keyed")
                    .containsEntry("attempts", String.valueOf(ANSWERS - single));
            assertThat(entry.origin().address()).isEqualTo("127.0.0.1");
        });
    }

    /** Of a later version that runs beside this one: it tells of it, and this one goes on with the others. */
    @Test
    void summariseWhenAnActivityIsUnknownThenTheOthersAreToldAndItStays() {
        Browser stranger = new Browser(server);
        for (int i = 0; i < ANSWERS; i++) {
            stranger.step(ADDRESS);
        }
        JdbcClient jdbc = server.bean(JdbcClient.class);
        jdbc.sql("""
                        INSERT INTO counted_refusal (realm_id, connection, network_hash, activity, reason, attempts, address_sealed, since)
                        SELECT realm_id, connection, network_hash, 'federation.later', reason, attempts, address_sealed, since
                          FROM counted_refusal LIMIT 1
                        """).update();
        TrailProbe trail = TrailProbe.of(server, REALM);
        server.clock().advance(CountedRefusals.TOGETHER.plusSeconds(1));

        server.bean(RefusalBounds.class).summarise();

        assertThat(trail.fresh()).isNotEmpty();
        assertThat(rows())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("activity", "federation.later"));
        jdbc.sql("DELETE FROM counted_refusal").update();
    }

    /** An address nobody can read any more keeps no other refusal out of the trail, nor this one. */
    @Test
    void summariseWhenAnAddressCannotBeOpenedThenTheRefusalsAreAnEntryWithoutIt() {
        Browser stranger = new Browser(server);
        for (int i = 0; i < ANSWERS; i++) {
            stranger.step(ADDRESS);
        }
        server.bean(JdbcClient.class)
                .sql("UPDATE counted_refusal SET address_sealed = 'altered'::bytea")
                .update();
        TrailProbe trail = TrailProbe.of(server, REALM);
        server.clock().advance(CountedRefusals.TOGETHER.plusSeconds(1));

        server.bean(RefusalBounds.class).summarise();

        assertThat(rows()).isEmpty();
        assertThat(trail.fresh()).isNotEmpty().allSatisfy(entry -> {
            assertThat(entry.detail()).containsKey("attempts");
            assertThat(entry.origin().address()).isNull();
        });
    }

    /** What somebody is refused who was sent away here counts alike: anybody can have themselves sent away. */
    @Test
    void comeBackWhenTheCounterIsFullThenWhoeverIsRightGetsIn() {
        Browser stranger = new Browser(server);
        for (int i = 0; i < ANSWERS; i++) {
            stranger.step(ADDRESS);
        }
        Browser browser = new Browser(server);

        FederatedServer.comeBack(browser, "keyed");

        assertThat(browser.step("/realms/federated/account").status()).isEqualTo(200);
    }

    private List<Map<String, Object>> rows() {
        return server.bean(JdbcClient.class)
                .sql(
                        "SELECT connection, activity, reason, attempts, position('127.0.0.1'::bytea in address_sealed) AS readable"
                                + " FROM counted_refusal")
                .query()
                .listOfRows();
    }
}
