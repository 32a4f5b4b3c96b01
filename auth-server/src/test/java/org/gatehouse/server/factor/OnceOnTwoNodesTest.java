package org.gatehouse.server.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.factor.recovery.RecoveryCodes;
import org.gatehouse.server.factor.totp.TotpFactors;
import org.gatehouse.server.factor.totp.TotpUse;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Authenticator;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A code counts once, however many try at once on whatever node")
class OnceOnTwoNodesTest {

    private static final String REALM = "acme";
    private static final int TRIES = 50;

    @TempDir
    private static Path directory;

    private static TestServer here;
    private static TestServer there;

    private final Person person = People.of(here).create(REALM);

    @BeforeAll
    static void startTwoNodes() throws IOException {
        Path key = Files.writeString(directory.resolve("key"), "c2l4dGVlbiBieXRlcyBhbmQgc2l4dGVlbiBtb3JlISE=");
        TestDatabase database = TestDatabase.fresh();
        SettableClock clock = new SettableClock();
        here = TestServer.start(database, clock, Map.of("gatehouse.master.key", "file:" + key));
        there = TestServer.start(
                database, clock, Map.of("gatehouse.master.key", "file:" + key, "gatehouse.base-url", here.baseUrl()));
    }

    @AfterAll
    static void stop() {
        there.close();
        here.close();
    }

    @Test
    void stepOfAnAppWhenFiftyTryThenOneIsTaken() {
        Authenticator phone = Authenticator.of(here, REALM, person.subject());
        String code = phone.code();

        List<TotpUse> uses = onBoth(node -> node.bean(TotpFactors.class).use(realm(node), person.subject(), code));

        assertThat(uses).filteredOn(use -> use instanceof TotpUse.Accepted).hasSize(1);
        assertThat(uses).filteredOn(use -> use instanceof TotpUse.Again).hasSize(TRIES - 1);
    }

    @Test
    void recoveryCodeWhenFiftyTryThenOneIsTakenWithOneEntry() {
        Authenticator.of(here, REALM, person.subject());
        here.bean(RecoveryCodes.class).replace(realm(here), person.subject(), List.of("AAAAA-AAAA1", "AAAAA-AAAA2"));
        TrailProbe trail = TrailProbe.of(here, REALM);

        List<Boolean> used =
                onBoth(node -> node.bean(OwnFactors.class).useCode(realm(node), person.subject(), null, "AAAAA-AAAA1"));

        assertThat(used).containsOnlyOnce(true);
        assertThat(trail.freshCodes()).containsExactly("recovery.used");
        assertThat(here.bean(RecoveryCodes.class).left(realm(here), person.subject()))
                .isOne();
    }

    private static <T> List<T> onBoth(Function<TestServer, T> attempt) {
        return Together.run(TRIES, number -> attempt.apply(number % 2 == 0 ? here : there));
    }

    private static Realm realm(TestServer node) {
        return node.bean(Realms.class).get(REALM);
    }
}
