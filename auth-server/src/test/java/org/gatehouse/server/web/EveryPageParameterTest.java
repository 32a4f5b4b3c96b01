package org.gatehouse.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.gatehouse.server.directory.AccountQuery;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Pages and their parameters are asked of the service itself, so that the next one is asked too. */
@DisplayName("No page fails because of what its address asks for: sizes, places, times and words nobody means")
class EveryPageParameterTest {

    private static final String REALM = "acme";

    private static final List<String> VALUES = List.of(
            "%00",
            "%F0%9F%A6%8A",
            "%E2%80%AEevil",
            "%3Cscript%3Ealert(1)%3C/script%3E",
            "'%20OR%20'1'%3D'1",
            "1000000000",
            "99999999999999999999",
            "%2B999999999-12-31T23:59:59Z",
            "9999999999-01-01",
            "99999999999999999999-P13M",
            "00000000-0000-0000-0000-000000000000",
            new AccountQuery.Place("x", "'", new UUID(0, 0)).encoded(),
            "x".repeat(5_000));

    private final TestServer server = TestServer.shared();
    private final Person person = People.of(server).create(REALM);
    private final Person administrator = People.of(server).createWith(REALM, "admin");
    private final Browser browser = new Browser(server);
    private String group = "";

    /** A page of ours, and what its address may ask for. */
    private record Page(String pattern, Set<String> parameters) {}

    @BeforeEach
    void signIn() {
        browser.signIn(REALM, administrator.userName(), administrator.password());
        group = AdminApi.as(server, REALM, administrator)
                .post("/groups", "{\"name\":\"" + UUID.randomUUID() + "\"}")
                .json("id");
    }

    @Test
    void openEveryPageWithEveryParameterThenNeverAServerErrorAndAlwaysText() {
        List<Page> pages = pages().toList();

        for (Page page : pages) {
            for (String name : page.parameters()) {
                VALUES.forEach(value -> open(path(page.pattern()) + "?" + name + "=" + value));
            }
        }

        assertThat(pages).hasSizeGreaterThan(30);
        assertThat(pages.stream().flatMap(page -> page.parameters().stream()))
                .contains("after", "q", "token", "attempt");
    }

    private void open(String address) {
        Answer answer = browser.step(address);

        assertThat(answer.status()).as(address).isBetween(200, 499);
        assertThat(answer.body()).as(address).doesNotContain("<script>alert");
    }

    private Stream<Page> pages() {
        return server.beans(RequestMappingHandlerMapping.class).stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .filter(each -> isRead(each.getKey().getMethodsCondition().getMethods()))
                .flatMap(each -> each.getKey().getPatternValues().stream()
                        .filter(pattern -> pattern.startsWith("/console/") || pattern.startsWith("/realms/"))
                        .map(pattern -> new Page(pattern, names(each.getValue()))))
                .filter(page -> !page.parameters().isEmpty());
    }

    private static boolean isRead(Set<RequestMethod> methods) {
        return methods.isEmpty() || methods.contains(RequestMethod.GET);
    }

    private static Set<String> names(HandlerMethod handler) {
        Set<String> names = new TreeSet<>();
        for (MethodParameter parameter : handler.getMethodParameters()) {
            RequestParam single = parameter.getParameterAnnotation(RequestParam.class);
            if (single != null) {
                names.add(single.value().isEmpty() ? parameter.getParameter().getName() : single.value());
            } else if (parameter.hasParameterAnnotation(ModelAttribute.class)
                    && parameter.getParameterType().isRecord()) {
                Arrays.stream(parameter.getParameterType().getRecordComponents())
                        .forEach(component -> names.add(component.getName()));
            }
        }
        return names;
    }

    private String path(String pattern) {
        return pattern.replace("{realm}", REALM)
                .replaceFirst("/accounts/[{][a-z]+}", "/accounts/" + person.subject())
                .replaceFirst("/groups/[{][a-z]+}", "/groups/" + group)
                .replaceAll("[{][a-z]+}|[*]+", UUID.randomUUID().toString());
    }
}
