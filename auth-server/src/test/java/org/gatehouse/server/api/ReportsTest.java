package org.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.sentence.Sentences;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Person;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("What relying apps report to the trail")
class ReportsTest extends Reporting {

    @Test
    void reportThenTheEntryNamesPersonObjectClientAndTimes() {
        String happened = server.clock()
                .instant()
                .minus(Duration.ofHours(5))
                .truncatedTo(ChronoUnit.MICROS)
                .toString();

        Answer answer = app.post(
                PATH,
                "{\"activity\":\"data.exported\",\"actor\":{\"sub\":\"" + person.subject()
                        + "\"},\"target\":{\"kind\":\"form\",\"id\":\"inspection:42\"},\"occurredAt\":\"" + happened
                        + "\",\"address\":\"2001:db8::7\",\"userAgent\":\"Forms/7\",\"detail\":{\"format\":\"csv\",\"rows\":\"12\"}}");

        assertThat(answer.status()).isEqualTo(201);
        EntryView entry = only();
        assertThat(entry.activity().code()).isEqualTo("data.exported");
        assertThat(entry.actor().person()).isEqualTo(person.subject());
        assertThat(entry.target()).isEqualTo(Party.object("form", "inspection:42"));
        assertThat(entry.origin().client()).isEqualTo("exporter");
        assertThat(entry.origin().address()).isEqualTo("2001:db8::7");
        assertThat(entry.origin().userAgent()).isEqualTo("Forms/7");
        assertThat(entry.occurredAt()).hasToString(happened);
        assertThat(entry.at()).isAfterOrEqualTo(server.clock().instant().minusSeconds(60));
        assertThat(entry.detail()).isEqualTo(Map.of("format", "csv", "rows", "12", "source", "report"));
        assertThat(receipts(answer)).containsExactly(entry.log() + ":" + entry.index() + " " + entry.at());
        assertThat(new Sentences().render(entry, Locale.ENGLISH))
                .isEqualTo("Somebody " + person.userName() + " exported data of form inspection:42");
    }

    @Test
    void reportThenValuesBeforeAndAfterAreSealed() {
        app.post(
                PATH,
                "{\"activity\":\"object.access-changed\",\"actor\":{\"sub\":\"" + person.subject()
                        + "\"},\"target\":{\"kind\":\"external-list\",\"id\":\"sites\"},\"detail\":{\"right\":\"edit\"},"
                        + "\"changes\":[{\"field\":\"editors\",\"before\":\"Zoltan Quux\",\"after\":\"Zoltan Quux, Wim Vax\"},"
                        + "{\"field\":\"public\",\"before\":true,\"after\":null}]}");

        EntryView entry = only();

        assertThat(entry.changes())
                .containsExactly(
                        Change.personal("editors", "Zoltan Quux", "Zoltan Quux, Wim Vax"),
                        Change.personal("public", "true", null));
        assertThat(stored(entry)).contains("editors", "external-list:sites").doesNotContain("Zoltan", "Wim Vax");
    }

    @Test
    void reportWhenTheActorIsErasedThenNothingOfThemIsReadableAnyMore() {
        app.post(
                PATH,
                "{\"activity\":\"object.updated\",\"actor\":{\"sub\":\"" + person.subject()
                        + "\"},\"target\":{\"kind\":\"form\",\"id\":\"1\"},\"address\":\"192.0.2.9\","
                        + "\"changes\":[{\"field\":\"title\",\"before\":\"Her own words\"}]}");
        AdminApi admin = AdminApi.as(server, REALM, people.createWith(REALM, "admin"));
        admin.deleteSeen("/accounts/" + person.subject());
        admin.eraseSeen("/accounts/" + person.subject());

        EntryView entry = only();

        assertThat(entry.actor()).isEqualTo(Party.erased());
        assertThat(entry.origin().address()).isNull();
        assertThat(entry.changes()).containsExactly(Change.personal("title", null, null));
    }

    @Test
    void reportWhenNobodyIsNamedThenTheApplicationItself() {
        app.post(
                PATH,
                "[{\"activity\":\"data.erased\",\"outcome\":\"denied\",\"reason\":\"legal-hold\",\"target\":{\"sub\":\""
                        + person.subject() + "\"}},{\"activity\":\"data.read\",\"actor\":{\"anonymous\":true},"
                        + "\"target\":{\"kind\":\"file\",\"id\":\"7\"}}]");

        List<EntryView> entries = trail.fresh();

        EntryView erased = entries.stream()
                .filter(entry -> entry.activity().code().equals("data.erased"))
                .findFirst()
                .orElseThrow();
        assertThat(erased.actor()).isEqualTo(Party.client("exporter"));
        assertThat(erased.target().person()).isEqualTo(person.subject());
        assertThat(erased.outcome()).isEqualTo(Outcome.DENIED);
        assertThat(erased.origin().address()).isEqualTo("127.0.0.1");
        assertThat(entries)
                .filteredOn(entry -> entry.activity().code().equals("data.read"))
                .singleElement()
                .satisfies(read -> {
                    assertThat(read.actor()).isEqualTo(Party.anonymous());
                    assertThat(read.origin().address()).isNull();
                });
    }

    @Test
    void reportWhenThePersonIsDisabledThenStoredAllTheSame() {
        people.disable(person);

        assertThat(app.post(PATH, byPerson(person.subject())).status()).isEqualTo(201);
    }

    @Test
    void reportOfTheRealmsOwnThenReadsInItsWordsInListFilterAndEntry() {
        Answer answer = app.post(
                PATH,
                "{\"activity\":\"x.work-order.signed\",\"actor\":{\"sub\":\"" + person.subject()
                        + "\"},\"target\":{\"kind\":\"x.work-order\",\"id\":\"17\"},\"changes\":[{\"field\":\"state\",\"before\":\"open\",\"after\":\"signed\"}]}");
        Person auditor = people.createWith(REALM, "auditor");
        Browser browser = new Browser(server);
        browser.signIn(REALM, auditor.userName(), auditor.password());
        String sentence = "Somebody " + person.userName() + ": work order signed (work order 17): state";

        assertThat(answer.status()).isEqualTo(201);
        assertThat(browser.get("/console/realms/acme/audit?what=x.work-order.signed&person=" + person.subject())
                        .body())
                .contains(sentence, "spellcheck=\"false\" value=\"x.work-order.signed\"");
        assertThat(browser.get("/console/realms/acme/audit?what=data-change&person=" + person.subject())
                        .body())
                .contains(sentence);
        assertThat(browser.get("/console/realms/acme/audit?what=rights&person=" + person.subject())
                        .body())
                .doesNotContain(sentence);
        JsonNode receipt = answer.json().at("/receipts/0");
        assertThat(browser.get("/console/realms/acme/audit/P13M:"
                                + receipt.path("index").asLong())
                        .body())
                .contains(sentence, "x.work-order.signed", ">open<", ">signed<");
        trail.fresh();
        assertProblem("{\"activity\":\"x.work-order.signed\",\"detail\":{\"source\":\"x\"}}", "/detail", "unknown");
    }

    @Test
    void reportWhenAThousandThenReceiptsInTheirOrder() {
        List<String> receipts = receipts(app.post(PATH, list(1_000)));

        assertThat(receipts).hasSize(1_000).doesNotHaveDuplicates();
        List<EntryView> entries = trail.fresh().stream()
                .filter(entry -> entry.activity().code().equals("data.read"))
                .toList();
        assertThat(entries).hasSize(1_000);
        assertThat(entries.get(0).target()).isEqualTo(Party.object("record", "999"));
        assertThat(receipts.get(999))
                .startsWith(entries.get(0).log() + ":" + entries.get(0).index());
    }

    private List<String> receipts(Answer answer) {
        List<String> receipts = new ArrayList<>();
        answer.json()
                .path("receipts")
                .forEach(receipt -> receipts.add(receipt.path("log").asString() + ":"
                        + receipt.path("index").asLong() + " "
                        + receipt.path("at").asString()));
        return receipts;
    }

    private String stored(EntryView entry) {
        String tier = entry.log().substring(entry.log().indexOf('/') + 1).toLowerCase(Locale.ROOT);
        return server.bean(org.springframework.jdbc.core.simple.JdbcClient.class)
                .sql("SELECT string_agg(e::text, ' ') FROM audit.audit_entry_" + tier + " e WHERE e.idx = ?")
                .param(entry.index())
                .query(String.class)
                .single();
    }
}
