package org.gatehouse.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.exports.DocumentFormat;
import org.gatehouse.server.exports.PersonalDataSource;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailOutage;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("People take away everything that is kept about them, and nothing about anybody else")
class OwnDataTest {

    private static final String REALM = "acme";
    private static final String PAGE = "/realms/acme/account/data";

    private static TestServer server;

    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server, "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0");

    @BeforeAll
    static void start() {
        server = TestServer.start(TestDatabase.fresh(), new SettableClock(), Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void signIn() {
        browser.signIn(REALM, person.userName(), person.password());
    }

    @Test
    void fileWhenNotSignedInThenSignInPage() {
        assertThat(new Browser(server).get(PAGE).location()).contains("/sign-in");
    }

    @Test
    void fileWithoutFormTokenThenRefusedAndNoEntry() {
        browser.get(PAGE);
        TrailProbe probe = TrailProbe.of(server, REALM);

        assertThat(browser.post(PAGE, Map.of("format", "json")).status()).isEqualTo(403);
        assertThat(probe.freshCodes()).isEmpty();
    }

    @Test
    void fileWhenTheSignInIsNotFreshThenSignInAgainAndNoFile() {
        Answer page = browser.get(PAGE);
        server.clock().advance(Duration.ofMinutes(16));
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer answer = browser.submit(page, PAGE, Map.of("format", "json"));

        assertThat(answer.location()).contains("/sign-in?to=");
        assertThat(answer.body()).doesNotContain(person.userName());
        assertThat(probe.freshCodes()).isEmpty();
    }

    @Test
    void fileWhenTheKindIsNoneThenBadRequestAndNoEntry() {
        TrailProbe probe = TrailProbe.of(server, REALM);

        for (String format : List.of("", "exe", "../../etc/passwd", "CSV", "x".repeat(100_000))) {
            assertThat(file(format).status()).isEqualTo(400);
        }
        assertThat(browser.submit(browser.get(PAGE), PAGE, Map.of()).status()).isEqualTo(400);
        assertThat(probe.freshCodes()).isEmpty();
    }

    @Test
    void fileByGetThenNeverAFile() {
        TrailProbe probe = TrailProbe.of(server, REALM);

        assertThat(browser.get(PAGE + "?format=json").header("Content-Disposition"))
                .isEmpty();
        assertThat(probe.freshCodes()).isEmpty();
    }

    @Test
    void fileWhenTheTrailCannotBeWrittenThenNoFile() {
        Answer page = browser.get(PAGE);

        Answer answer = TrailOutage.during(server, () -> browser.submit(page, PAGE, Map.of("format", "json")));

        assertThat(answer.status()).as("it can be neither read nor written").isGreaterThanOrEqualTo(500);
        assertThat(answer.body()).doesNotContain(person.userName());
        assertThat(answer.header("Content-Disposition")).isEmpty();
    }

    @Test
    void fileThenEverythingOfTheirOwnIsInIt() {
        admin().patchSeen(
                        "/accounts/" + person.subject(),
                        "{\"phone\":\"+33199000009\",\"attributes\":{\"badge\":77,\"nationalId\":\"N-SECRET-1\"}}");
        RelyingApp.phone(server, REALM).tokens(person);

        JsonNode sections = json().at("/sections");

        JsonNode profile = sections.at("/profile/0");
        assertThat(profile.path("userName").asString()).isEqualTo(person.userName());
        assertThat(profile.path("email").asString()).isEqualTo(person.email());
        assertThat(profile.path("phone").asString()).isEqualTo("+33199000009");
        assertThat(profile.path("attributes.badge").asString()).isEqualTo("77");
        assertThat(profile.path("attributes.nationalId").asString())
                .as("their own")
                .isEqualTo("N-SECRET-1");
        assertThat(profile.path("claims").asString()).contains("given_name");
        assertThat(sections.at("/roles").findValuesAsString("role")).contains("user");
        assertThat(sections.at("/devices").size()).isOne();
        assertThat(sections.at("/sessions").size()).isEqualTo(2);
        assertThat(sections.at("/entries").findValuesAsString("what")).anyMatch(what -> what.contains("signed in"));
    }

    @Test
    void fileThenWhatSigningInKeepsIsInItAndGoesWithThePerson() {
        Browser stranger = new Browser(server);
        for (int i = 0; i < 6; i++) {
            stranger.signIn(REALM, person.userName(), "not-the-password");
        }
        JdbcClient jdbc = server.bean(JdbcClient.class);
        jdbc.sql("""
                INSERT INTO remembered_browser (realm_id, id, account_id, token_hash, factor, credential, platform,
                                                added_at, last_used, expires_at)
                SELECT realm_id, gen_random_uuid(), id, ''::bytea, 'totp', 'x', 'Linux', ?, ?, ? FROM account WHERE id = ?
                """)
                .params(
                        Timestamp.from(server.clock().instant()),
                        Timestamp.from(server.clock().instant()),
                        Timestamp.from(server.clock().instant().plus(Duration.ofDays(1))),
                        person.subject())
                .update();

        JsonNode sections = json().at("/sections");

        assertThat(sections.at("/slowed/0/kind").asString()).isEqualTo("password");
        assertThat(sections.at("/slowed/0/known").asString()).isEqualTo("no");
        assertThat(sections.at("/remembered/0/platform").asString()).isEqualTo("Linux");
        assertThat(sections.at("/mail").isArray()).isTrue();
        admin().deleteSeen("/accounts/" + person.subject());
        assertThat(admin().eraseSeen("/accounts/" + person.subject()).status()).isEqualTo(204);
        assertThat(jdbc.sql("""
                        SELECT (SELECT count(*) FROM slowed_try WHERE account_id = :id)
                             + (SELECT count(*) FROM remembered_browser WHERE account_id = :id)
                        """)
                        .param("id", person.subject())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void fileThenNoSecretIsInIt() {
        String hash = server.bean(JdbcClient.class)
                .sql("SELECT password_hash FROM account WHERE id = ?")
                .param(person.subject())
                .query(String.class)
                .single();
        List<String> sessions = server.bean(JdbcClient.class)
                .sql("SELECT session_id FROM web_session")
                .query(String.class)
                .list();

        String file = file("json").body();

        assertThat(file).doesNotContain(hash, person.password()).doesNotContain(sessions);
    }

    @Test
    void fileThenNobodyElseIsInIt() {
        Person boss = People.of(server).createWith(REALM, "admin");
        AdminApi byBoss = AdminApi.as(server, REALM, boss);
        byBoss.patchSeen("/accounts/" + person.subject(), "{\"displayName\":\"Renamed By Boss\"}");
        Person other = People.of(server).create(REALM);

        String file = file("json").body();

        assertThat(file)
                .contains("Somebody else changed the account of Renamed By Boss")
                .contains("Renamed By Boss")
                .doesNotContain(boss.userName(), boss.email(), boss.subject().toString())
                .doesNotContain(other.userName(), other.subject().toString());
    }

    @Test
    void fileOfAnAdministratorThenWhatTheyChangedAboutOthersIsNotInIt() {
        Person boss = People.of(server).createWith(REALM, "admin");
        AdminApi byBoss = AdminApi.as(server, REALM, boss);
        byBoss.patchSeen("/accounts/" + person.subject(), "{\"displayName\":\"Private Name\"}");
        Browser ofBoss = new Browser(server);
        ofBoss.signIn(REALM, boss.userName(), boss.password());

        String file =
                ofBoss.submit(ofBoss.get(PAGE), PAGE, Map.of("format", "json")).body();

        assertThat(file)
                .contains("changed the account of somebody else")
                .doesNotContain(
                        "Private Name", person.userName(), person.subject().toString());
    }

    @Test
    void fileWhenTextsAreHostileThenNoFormula() {
        admin().patchSeen(
                        "/accounts/" + person.subject(),
                        "{\"displayName\":\"=HYPERLINK(1)\",\"attributes\":{\"employeeNo\":\"@SUM(" + UUID.randomUUID()
                                + ")\"}}");

        assertThat(file("csv").body())
                .contains("'=HYPERLINK(1)", "'@SUM(")
                .doesNotContain(",=HYPER", ",\"=HYPER", ",@SUM", ",\"@SUM");
    }

    @ParameterizedTest
    @EnumSource
    void fileThenTheEntrySaysWhatLeftAndTheFileIsThat(DocumentFormat format) throws Exception {
        browser.get(PAGE);
        TrailProbe probe = TrailProbe.of(server, REALM);

        HttpResponse<byte[]> file = bytes(format.code());

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"acme-my-data." + format.code() + "\"");
        assertThat(file.headers().firstValue("Content-Type").orElse(""))
                .startsWith(format.mediaType().split(";")[0]);
        assertThat(file.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        List<EntryView> entries = probe.fresh();
        assertThat(entries).singleElement().satisfies(entry -> {
            assertThat(entry.activity()).isEqualTo(Activity.DATA_EXPORTED);
            assertThat(entry.actor().person()).isEqualTo(person.subject());
            assertThat(entry.target().person()).isEqualTo(person.subject());
            assertThat(entry.detail())
                    .containsEntry("format", format.code())
                    .containsEntry("sha256", sha256(file.body()))
                    .containsKey("rows");
        });
    }

    @Test
    void fileInFrenchThenTitlesAndSentencesAreFrench() throws Exception {
        try (PDDocument document = Loader.loadPDF(bytes("pdf", "fr").body())) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("Ce que Acme Field Services conserve sur vous", "Nom d’utilisateur", "Journal");
            assertThat(document.getDocumentCatalog().getLanguage()).startsWith("fr");
        }
    }

    /** Whoever adds a section or a column must say what it is called. */
    @Test
    void everySectionAndColumnThenHasATitleInBothLanguages() {
        var realm = server.bean(org.gatehouse.server.realm.Realms.class).get(REALM);
        var messages = server.bean(MessageSource.class);
        Set<String> names = new java.util.HashSet<>();
        for (PersonalDataSource source : sources()) {
            assertThat(names.add(source.name())).as(source.name()).isTrue();
            for (var language : List.of(java.util.Locale.ENGLISH, java.util.Locale.FRENCH)) {
                assertThat(messages.getMessage("data." + source.name(), null, language))
                        .isNotBlank();
                source.columns(realm)
                        .forEach(column -> assertThat(source.title(realm, column.name(), language)
                                        .orElseGet(() -> messages.getMessage(
                                                "data." + source.name() + "." + column.name(), null, language)))
                                .isNotBlank());
            }
        }
    }

    private static List<PersonalDataSource> sources() {
        return server.beans(PersonalDataSource.class);
    }

    /** Another each time: tokens do not outlive what other tests do to the clock. */
    private static AdminApi admin() {
        return AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));
    }

    private JsonNode json() {
        return JsonMapper.shared().readTree(file("json").body());
    }

    private Answer file(String format) {
        return browser.submit(browser.get(PAGE), PAGE, Map.of("format", format));
    }

    private HttpResponse<byte[]> bytes(String format) {
        return bytes(format, "en");
    }

    private HttpResponse<byte[]> bytes(String format, String language) {
        String form = Browser.encode(
                Map.of("format", format, "_csrf", browser.get(PAGE).hidden("_csrf")));
        HttpRequest request = HttpRequest.newBuilder(server.uri(PAGE))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept-Language", language)
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            return HttpClient.newBuilder()
                    .cookieHandler(browser.cookies())
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
