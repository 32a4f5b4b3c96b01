package org.gatehouse.server.console.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Following the trail live (HTML, server-sent events)")
class TrailTailTest {

    private static final String REALM = "acme";
    private static final String PAGE = "/console/realms/acme/audit";

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);
    private final TrailTails tails = server.bean(TrailTails.class);
    private final Person person = people.create(REALM);
    private final List<Stream<String>> open = new ArrayList<>();

    @AfterEach
    void leave() {
        open.forEach(Stream::close);
        tails.stop();
    }

    @Test
    void followWhenReaderMayNotOrTheFilterIsWrongThenRefused() {
        Browser helper = signedIn(people.createWith(REALM, "helpdesk"));
        Browser auditor = signedIn(people.createWith(REALM, "auditor"));

        assertThat(helper.get(PAGE + "/tail?follow").status()).isEqualTo(403);
        assertThat(auditor.get(PAGE + "/tail?follow&what=everything").status()).isEqualTo(400);
        assertThat(auditor.get(PAGE + "/tail").status()).isEqualTo(404);
        assertThat(new Browser(server).step(PAGE + "/tail?follow").status()).isEqualTo(302);
        assertThat(tails.size()).isZero();
    }

    @Test
    void followMoreOftenThanAPersonMayThenRefusedUntilOneIsOver() {
        Browser auditor = signedIn(people.createWith(REALM, "auditor"));
        for (int i = 0; i < TrailTails.MOST_OF_ONE; i++) {
            follow(auditor, "?follow");
        }

        assertThat(auditor.get(PAGE + "/tail?follow").status()).isEqualTo(429);
        tails.stop();
        follow(auditor, "?follow");
        assertThat(tails.size()).isOne();
    }

    @Test
    void followThenToldHowManyAreNewNeverWhatAndOfWhatIsAskedForAlone() {
        Browser auditor = signedIn(people.createWith(REALM, "auditor"));
        List<String> heard = follow(auditor, "?follow&what=auth.login&person=" + person.subject());
        List<String> others = follow(auditor, "?follow&what=device");

        new Browser(server).signIn(REALM, person.userName(), "wrong");
        tails.look();
        await().untilAsserted(() -> assertThat(heard).contains("event:new", "data:1"));
        new Browser(server).signIn(REALM, person.userName(), person.password());
        tails.look();
        await().untilAsserted(() -> assertThat(heard).contains("data:2"));
        assertThat(others).doesNotContain("event:new");
        server.clock().advance(TrailTails.HEARTBEAT);
        tails.look();
        await().untilAsserted(() -> assertThat(others).contains(":still here"));
    }

    @Test
    void followWhenTheSignInEndsThenSoDoesThis() {
        Person reader = people.createWith(REALM, "auditor");
        Browser auditor = signedIn(reader);
        List<String> heard = follow(auditor, "?follow");

        auditor.submit(auditor.get(PAGE), "/realms/acme/sign-out", Map.of());
        tails.look();

        await().untilAsserted(() -> assertThat(heard).contains("event:end"));
        assertThat(tails.size()).isZero();
    }

    @Test
    void followWhenTheRightIsGoneOrItWasLongThenItIsOver() {
        Person reader = people.createWith(REALM, "auditor");
        List<String> disabled = follow(signedIn(reader), "?follow");
        people.disable(reader);
        server.clock().advance(TrailTails.HEARTBEAT);
        tails.look();
        await().untilAsserted(() -> assertThat(disabled).contains("event:end"));

        List<String> heard = follow(signedIn(people.createWith(REALM, "auditor")), "?follow");
        server.clock().advance(TrailTails.LONGEST);
        tails.look();
        await().untilAsserted(() -> assertThat(heard).contains("event:end"));
    }

    /** Lines as they come. */
    private List<String> follow(Browser browser, String query) {
        HttpClient http =
                HttpClient.newBuilder().cookieHandler(browser.cookies()).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.baseUrl() + PAGE + "/tail" + query))
                .build();
        List<String> lines = new CopyOnWriteArrayList<>();
        int before = tails.size();
        Thread thread = new Thread(() -> read(http, request, lines));
        thread.setDaemon(true);
        thread.start();
        await().untilAsserted(() -> assertThat(tails.size()).isEqualTo(before + 1));
        return lines;
    }

    private void read(HttpClient http, HttpRequest request, List<String> lines) {
        try {
            HttpResponse<Stream<String>> answer = http.send(request, BodyHandlers.ofLines());
            open.add(answer.body());
            answer.body().forEach(lines::add);
        } catch (IOException | UncheckedIOException ex) {
            lines.add("broken");
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private Browser signedIn(Person who) {
        Browser signedIn = new Browser(server);
        signedIn.signIn(REALM, who.userName(), who.password());
        signedIn.get("/console/realms/acme");
        return signedIn;
    }
}
