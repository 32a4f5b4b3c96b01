package org.gatehouse.server.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.factor.recovery.RecoveryCodeSet;
import org.gatehouse.server.factor.recovery.RecoveryCodes;
import org.gatehouse.server.factor.totp.TotpFactors;
import org.gatehouse.server.factor.totp.TotpKey;
import org.gatehouse.server.factor.totp.TotpUse;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Authenticator;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("A one-time code and a recovery code open once, on two nodes and under fifty tries at a time")
class FactorTablesTest {

    private static final int AT_ONCE = 50;

    @TempDir
    static Path directory;

    private static TestServer here;
    private static TestServer there;

    private final Realm realm = here.bean(Realms.class).get("acme");
    private final Realm elsewhere = here.bean(Realms.class).get("globex");
    private final TotpFactors apps = here.bean(TotpFactors.class);
    private final RecoveryCodes codes = here.bean(RecoveryCodes.class);
    private final Person person = People.of(here).create("acme");
    private final UUID id = person.subject();

    @BeforeAll
    static void startTwoNodes() throws IOException {
        TestDatabase database = TestDatabase.fresh();
        SettableClock clock = new SettableClock();
        Path key = Files.writeString(directory.resolve("key"), "c2l4dGVlbiBieXRlcyBhbmQgc2l4dGVlbiBtb3JlISE=");
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
    void useWhenStepIsUsedThenToldApartFromWrong() {
        Authenticator phone = Authenticator.of(here, "acme", id);

        assertThat(apps.use(realm, id, phone.wrongCode())).isInstanceOf(TotpUse.Wrong.class);
        assertThat(apps.use(realm, id, phone.code())).isInstanceOf(TotpUse.Accepted.class);
        assertThat(apps.use(realm, id, phone.code())).isInstanceOf(TotpUse.Again.class);
        assertThat(apps.use(realm, id, phone.code(-1)))
                .as("an earlier step after a later one")
                .isInstanceOf(TotpUse.Again.class);
        assertThat(apps.use(realm, id, phone.nextCode())).isInstanceOf(TotpUse.Accepted.class);
    }

    @Test
    void useWhenCodeIsSomebodyElsesOrOfAnotherRealmThenWrong() {
        Authenticator phone = Authenticator.of(here, "acme", id);
        Person neighbour = People.of(here).create("acme");
        Authenticator.of(here, "acme", neighbour.subject());

        assertThat(apps.use(realm, neighbour.subject(), phone.code())).isInstanceOf(TotpUse.Wrong.class);
        assertThat(apps.use(elsewhere, id, phone.code())).isInstanceOf(TotpUse.Wrong.class);
        assertThat(apps.use(realm, id, phone.code())).isInstanceOf(TotpUse.Accepted.class);
    }

    @Test
    void useWhenTwoStepsOffThenWrong() {
        Authenticator phone = Authenticator.of(here, "acme", id);

        assertThat(apps.use(realm, id, phone.code(-3))).isInstanceOf(TotpUse.Wrong.class);
        assertThat(apps.use(realm, id, phone.code(3))).isInstanceOf(TotpUse.Wrong.class);
    }

    @Test
    void useWhenFiftyTryOnTwoNodesThenOneIsAccepted() {
        Authenticator phone = Authenticator.of(here, "acme", id);
        String code = phone.code();

        List<TotpUse> uses = Together.run(
                AT_ONCE,
                number ->
                        (number % 2 == 0 ? here : there).bean(TotpFactors.class).use(realm, id, code));

        assertThat(uses).filteredOn(TotpUse.Accepted.class::isInstance).hasSize(1);
        assertThat(uses).filteredOn(TotpUse.Again.class::isInstance).hasSize(AT_ONCE - 1);
    }

    @Test
    void addWhenThereAreEnoughOrTheKeyIsKnownThenRefused() {
        TotpKey key = TotpKey.generate(new SecureRandom());
        assertThat(apps.add(realm, id, key, "Phone", 0)).isPresent();

        assertThat(apps.add(realm, id, key, "The same phone", 0)).isEmpty();
        for (int i = 1; i < TotpFactors.MOST; i++) {
            assertThat(apps.add(realm, id, TotpKey.generate(new SecureRandom()), "Phone " + i, 0))
                    .isPresent();
        }
        assertThat(apps.add(realm, id, TotpKey.generate(new SecureRandom()), "One more", 0))
                .isEmpty();
        assertThat(apps.of(realm, id)).hasSize(TotpFactors.MOST);
    }

    @Test
    void renameAndRemoveWhenSomebodyElsesThenNothingHappens() {
        Authenticator.of(here, "acme", id);
        UUID app = apps.of(realm, id).get(0).id();
        Person neighbour = People.of(here).create("acme");

        assertThat(apps.rename(realm, neighbour.subject(), app, "Mine")).isFalse();
        assertThat(apps.remove(realm, neighbour.subject(), app)).isFalse();
        assertThat(apps.remove(elsewhere, id, app)).isFalse();
        assertThat(apps.of(realm, id)).extracting("name").containsExactly("Phone");
    }

    @Test
    void rowsThenHoldNoKeyAndNoNameAndOpenOnlyWhereTheyBelong() {
        Authenticator.of(here, "acme", id);
        Person neighbour = People.of(here).create("acme");
        JdbcClient jdbc = here.bean(JdbcClient.class);
        byte[] name = jdbc.sql("SELECT name_sealed FROM totp_factor WHERE account_id = ?")
                .param(id)
                .query(byte[].class)
                .single();

        assertThat(new String(name, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("Phone");

        jdbc.sql("UPDATE totp_factor SET account_id = ? WHERE account_id = ?")
                .params(neighbour.subject(), id)
                .update();
        assertThatThrownBy(() -> apps.of(realm, neighbour.subject())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> apps.use(realm, neighbour.subject(), "123456"))
                .isInstanceOf(IllegalStateException.class);
        jdbc.sql("DELETE FROM totp_factor WHERE account_id = ?")
                .param(neighbour.subject())
                .update();
    }

    @Test
    void recoveryCodeWhenWrongUsedVoidOrSomebodyElsesThenRefused() {
        List<String> first = RecoveryCodeSet.generate(new SecureRandom()).codes();
        codes.replace(realm, id, first);
        Person neighbour = People.of(here).create("acme");

        assertThat(codes.use(realm, id, "AAAAA-AAAAA")).isFalse();
        assertThat(codes.use(realm, id, "")).isFalse();
        assertThat(codes.use(realm, id, "9".repeat(1_000_000))).isFalse();
        assertThat(codes.use(realm, neighbour.subject(), first.get(0))).isFalse();
        assertThat(codes.use(elsewhere, id, first.get(0))).isFalse();
        assertThat(codes.use(realm, id, first.get(0))).isTrue();
        assertThat(codes.use(realm, id, first.get(0))).isFalse();
        assertThat(codes.left(realm, id)).isEqualTo(9);

        codes.replace(realm, id, RecoveryCodeSet.generate(new SecureRandom()).codes());

        assertThat(codes.use(realm, id, first.get(1))).isFalse();
        assertThat(codes.left(realm, id)).isEqualTo(10);
    }

    @Test
    void recoveryCodeWhenFiftyTryOnTwoNodesThenOneIsAccepted() {
        List<String> set = RecoveryCodeSet.generate(new SecureRandom()).codes();
        codes.replace(realm, id, set);

        List<Boolean> uses = Together.run(
                AT_ONCE,
                number -> (number % 2 == 0 ? here : there)
                        .bean(RecoveryCodes.class)
                        .use(realm, id, set.get(3)));

        assertThat(uses).filteredOn(Boolean::booleanValue).hasSize(1);
        assertThat(codes.left(realm, id)).isEqualTo(9);
    }

    @Test
    void recoveryCodeWhenTypedLikePeopleTypeThenAccepted() {
        codes.replace(realm, id, List.of("01ABC-DEF10", "2222Z-ZZZZZ"));

        assertThat(codes.use(realm, id, " o1abc defIo ")).isTrue();
        assertThat(codes.use(realm, id, "2222zzzzzz")).isTrue();
    }

    @Test
    void recoveryCodesThenTenDifferentOnesOfFiftyBitsAndHidden() {
        RecoveryCodeSet set = RecoveryCodeSet.generate(new SecureRandom());

        assertThat(set.codes())
                .hasSize(RecoveryCodeSet.SIZE)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}"));
        assertThat(set.toString()).doesNotContain(set.codes().get(0));
    }
}
