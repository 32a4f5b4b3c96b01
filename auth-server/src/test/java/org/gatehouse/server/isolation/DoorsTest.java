package org.gatehouse.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every endpoint, as the service itself lists them: one that is new is behind a door, or is named here as one that is not
 * and asked in {@link ForeignIdsTest} about what another realm handed out.
 */
@DisplayName("An administrator of one realm is nobody in another, at every endpoint")
class DoorsTest {

    private static final String HOME = "acme";
    private static final String FOREIGN = "globex";

    /** Where people and programs come who have nothing of the realm yet, or bring something else than a session. */
    private static final List<String> OPEN = List.of(
            "/realms/{realm}/oauth2/",
            "/realms/{realm}/userinfo",
            "/realms/{realm}/.well-known/",
            "/.well-known/oauth-authorization-server/realms/{realm}",
            "/realms/{realm}/connect/register",
            "/realms/{realm}/connect/logout",
            "/realms/{realm}/sign-in",
            "/realms/{realm}/sign-out",
            "/realms/{realm}/signed-out",
            "/realms/{realm}/first-administrator",
            "/realms/{realm}/developers",
            "/realms/{realm}/connections/",
            "/realms/{realm}/scim/",
            "/realms/{realm}/audit/{tier}/");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final TestServer SERVER = TestServer.shared();
    private static final Person ADMINISTRATOR = People.of(SERVER).createWith(HOME, "admin");
    private static final String BEARER =
            AdminApi.as(SERVER, HOME, ADMINISTRATOR).authorization();
    private static final Browser BROWSER = signedIn();

    /** A form of the other realm, as somebody has it who is not signed in there. */
    private static final String CSRF =
            BROWSER.step("/realms/" + FOREIGN + "/sign-in").hidden("_csrf");

    static Stream<Endpoint> closed() {
        return Endpoint.of(SERVER).stream()
                .filter(Endpoint::isOfRealm)
                .filter(endpoint -> OPEN.stream().noneMatch(endpoint.pattern()::startsWith));
    }

    @ParameterizedTest
    @MethodSource("closed")
    void comeWithWhatOpensTheOtherRealmThenAsWithNothing(Endpoint endpoint) {
        TrailProbe trail = TrailProbe.of(SERVER, FOREIGN);
        String path = endpoint.path(FOREIGN, UuidCreator.getTimeOrderedEpoch().toString());

        Answer answer = endpoint.pattern().startsWith("/api/")
                ? call(endpoint.method(), path)
                : browse(endpoint.method(), path);

        if (endpoint.pattern().startsWith("/api/")) {
            assertThat(answer.status()).isEqualTo(401);
        } else {
            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.location()).containsAnyOf("/realms/globex/sign-in", "/realms/globex/oauth2/authorize");
        }
        assertThat(trail.fresh())
                .allSatisfy(entry -> assertThat(entry.outcome().name()).isEqualTo("DENIED"));
    }

    @Test
    void listWhatIsOpenThenEachIsStillThere() {
        Set<String> all = Endpoint.of(SERVER).stream().map(Endpoint::pattern).collect(Collectors.toSet());

        assertThat(OPEN).allSatisfy(open -> assertThat(all).anyMatch(pattern -> pattern.startsWith(open)));
        assertThat(closed().count()).isGreaterThan(100);
    }

    private static Answer browse(String method, String path) {
        Map<String, String> form = new LinkedHashMap<>(Map.of("_csrf", CSRF));
        return method.equals("GET") ? BROWSER.step(path) : BROWSER.post(path, form);
    }

    private static Answer call(String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(SERVER.baseUrl() + path))
                .header("Authorization", BEARER)
                .header("Content-Type", "application/json")
                .header("If-Match", "\"0\"")
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"))
                .build();
        try {
            return Answer.of(HTTP.send(request, BodyHandlers.ofString()));
        } catch (java.io.IOException ex) {
            throw new java.io.UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    private static Browser signedIn() {
        Browser browser = new Browser(SERVER);
        browser.signIn(HOME, ADMINISTRATOR.userName(), ADMINISTRATOR.password());
        assertThat(browser.get("/console/realms/" + HOME + "/accounts").status())
                .isEqualTo(200);
        return browser;
    }
}
