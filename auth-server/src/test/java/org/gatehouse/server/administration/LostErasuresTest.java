package org.gatehouse.server.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatehouse.audit.anchor.AnchorFiles;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.note.SignedNote;
import org.gatehouse.audit.note.VerificationKey;
import org.gatehouse.audit.publish.TrailProofs;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("Who was erased stays erased, also in a database restored from before")
class LostErasuresTest {

    private static final String REALM = "acme";
    private static final String MARK = "Zweistromland";

    private final SettableClock clock = new SettableClock();
    private final TestDatabase database = TestDatabase.fresh();

    @TempDir
    private Path directory;

    @Test
    void startWhenTheJournalIsNotOfThisInstallationThenRefused() throws Exception {
        start(database).close();
        Files.writeString(
                directory.resolve("erasures.journal"),
                "1 AAAA\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);

        assertThatThrownBy(() -> start(database)).hasStackTraceContaining("journal of erasures cannot be read");
    }

    @Test
    void startWhenTheDatabaseIsFromBeforeAnErasureThenThePersonIsErasedAgain() throws Exception {
        Person gone;
        TestDatabase backup;
        try (TestServer server = start(database)) {
            gone = somebodyWhoDidThings(server);
        }
        backup = database.copy();
        try (TestServer server = start(database)) {
            Answer erased = erase(server, gone);
            assertThat(erased.status()).isEqualTo(204);
            while (blanked(server)) {}
            assertCertified(server, erased.location());
            assertThat(placesOf(server, MARK))
                    .as("in the database they were erased from")
                    .isEmpty();
        }

        acceptThatTheDatabaseWasSetBack();

        try (TestServer restored = start(backup)) {
            assertThat(placesOf(restored, MARK)).isEmpty();
            assertThat(AdminApi.as(restored, REALM, People.of(restored).createWith(REALM, "admin"))
                            .get("/accounts/" + gone.subject())
                            .status())
                    .isEqualTo(404);
            assertThat(entries(restored))
                    .filteredOn(entry -> entry.activity().code().equals("user.erased"))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.reason()).isEqualTo("restored-database"));
        }
        try (TestServer again = start(backup)) {
            assertThat(entries(again))
                    .filteredOn(entry -> entry.activity().code().equals("user.erased"))
                    .as("once is enough")
                    .hasSize(1);
        }
    }

    /** Not what is tested here: whoever restores a backup says that the trail's newest entries are given up. */
    private void acceptThatTheDatabaseWasSetBack() throws IOException {
        AnchorFiles anchors = new AnchorFiles(directory.resolve("checkpoints"));
        for (String log : anchors.logs()) {
            anchors.acceptFork(log);
        }
    }

    /** Anybody who has the log's key can check that somebody was erased, and not who. */
    private static void assertCertified(TestServer server, String certificate) {
        AdminApi auditor = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "auditor"));
        Answer found = auditor.get(certificate.substring(("/api/realms/" + REALM).length()));
        assertThat(found.status()).as(found.body()).isEqualTo(200);
        assertThat(found.body())
                .contains("sealed bytes blanked at ", "entry P5Y:")
                .doesNotContain(MARK);
        SignedNote note = SignedNote.parse(found.body());
        String tier = found.body().replaceFirst("(?s).*entry (P[0-9]+[MY]):.*", "$1");
        assertThat(note.isSignedBy(key(server, tier))).isTrue();
        assertThat(SignedNote.parse(found.body().replaceFirst("key destroyed at 20", "key destroyed at 19"))
                        .isSignedBy(key(server, tier)))
                .isFalse();
        assertThat(auditor.get("/audit/erasures").body()).contains("\"sealedBytes\":\"blanked\"");
        assertThat(AdminApi.as(server, "globex", People.of(server).createWith("globex", "auditor"))
                        .get(certificate.substring(("/api/realms/" + REALM).length()))
                        .status())
                .as("from another realm")
                .isEqualTo(404);
        assertThat(AdminApi.as(server, REALM, People.of(server).createWith(REALM, "user-admin"))
                        .get("/audit/erasures")
                        .status())
                .as("without audit.read")
                .isEqualTo(403);
    }

    private static VerificationKey key(TestServer server, String tier) {
        try {
            return server.bean(TrailProofs.class).key(REALM, Tier.valueOf(tier)).orElseThrow();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static Person somebodyWhoDidThings(TestServer server) {
        Person person = People.of(server).create(REALM);
        AdminApi admin = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));
        Answer renamed = admin.patchSeen(
                "/accounts/" + person.subject(),
                "{\"displayName\":\"" + MARK + "\",\"email\":\"" + MARK
                        + "@people.example\",\"attributes\":{\"nationalId\":\"" + MARK + "\"}}");
        assertThat(renamed.status()).as(renamed.body()).isEqualTo(200);
        new Browser(server).signIn(REALM, person.userName(), person.password());
        return person;
    }

    private static Answer erase(TestServer server, Person person) {
        AdminApi admin = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));
        String path = "/accounts/" + person.subject();
        return admin.send(
                "POST",
                path + "/erase?redact=true",
                null,
                "If-Match",
                admin.get(path).header("ETag"));
    }

    private static boolean blanked(TestServer server) {
        server.bean(ErasedPeople.class).blank();
        return server.bean(JdbcClient.class)
                        .sql("SELECT count(*) FROM audit.audit_erased WHERE redact AND redacted_at IS NULL")
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Every row of every table whose text, or the bytes in it, has the mark in any case: what a dump would show. */
    private static List<String> placesOf(TestServer server, String mark) {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        List<String> tables = jdbc.sql("""
                        SELECT n.nspname || '.' || quote_ident(c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                         WHERE c.relkind = 'r' AND n.nspname IN ('public', 'audit')
                        """).query(String.class).list();
        String text = mark.toLowerCase(Locale.ROOT);
        String bytes = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        String asTyped = HexFormat.of().formatHex(mark.getBytes(StandardCharsets.UTF_8));
        List<String> places = new ArrayList<>();
        for (String table : tables) {
            jdbc.sql("SELECT lower(t::text) FROM " + table + " t").query(String.class).list().stream()
                    .filter(row -> row.contains(text) || row.contains(bytes) || row.contains(asTyped))
                    .forEach(row -> places.add(table + ": " + row));
        }
        return places;
    }

    private static List<EntryView> entries(TestServer server) {
        return server.bean(TrailReader.class).latest(REALM, 1_000);
    }

    private TestServer start(TestDatabase on) {
        return TestServer.start(on, clock, Map.of("gatehouse.data-directory", directory.toString()));
    }
}
