package org.gatehouse.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Forms and their fields are asked of the service itself, so that the next one is tried too. */
@DisplayName("No form fails because of what one of its fields says, and none gives what it does not offer")
class EveryFormFieldTest {

    private static final String REALM = "acme";

    private static final List<String> VALUES = List.of(
            "",
            "a\u0000b",
            "\u202eevil\u2066'\"><script>alert(1)</script>__${7*7}__[[${7*7}]]",
            "' OR '1'='1\r\nSet-Cookie: stolen=1\r\nLocation: https://evil.example/",
            "99999999999999999999",
            "+999999999-12-31T23:59:59Z",
            "x".repeat(5_000));

    /** What makes the fields beside the one that is tried be taken for good. */
    private static final Map<String, String> PLAUSIBLE = Map.ofEntries(
            Map.entry("version", "0"),
            Map.entry("role", "user"),
            Map.entry("format", "csv"),
            Map.entry("why", "Because of case 12"),
            Map.entry("reason", "Because of case 12"),
            Map.entry("from", "2026-01-01"),
            Map.entry("until", "2026-02-01"),
            Map.entry("username", "somebody-to-be"),
            Map.entry("userName", "somebody-to-be"),
            Map.entry("displayName", "Somebody"),
            Map.entry("name", "Something"),
            Map.entry("email", "somebody-to-be@people.example"),
            Map.entry("code", "123456"));

    /** What nobody's form offers, by the names that frameworks, tables and the API have for it. */
    private static final Map<String, String> RAISING = Map.ofEntries(
            Map.entry("role", "admin"),
            Map.entry("roles", "admin"),
            Map.entry("roles[0]", "admin"),
            Map.entry("account.roles", "admin"),
            Map.entry("permissions", "accounts.write"),
            Map.entry("state", "ACTIVE"),
            Map.entry("admin", "true"),
            Map.entry("realm", "globex"),
            Map.entry("class.module.classLoader.x", "1"));

    /** One of its own: some of the forms change the realm itself. */
    private static TestServer server;

    private String group = "";
    private String governing = "";

    private record Form(String pattern, Set<String> fields) {}

    @BeforeAll
    static void start() {
        server = TestServer.start(TestDatabase.fresh(), new SettableClock(), Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** What other tests did from this network is forgotten; and there are groups, one of which gives everything. */
    @BeforeEach
    void prepare() {
        server.clock().advance(Duration.ofMinutes(2));
        AdminApi admin = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));
        group = admin.post("/groups", "{\"name\":\"" + UUID.randomUUID() + "\"}")
                .json("id");
        governing = admin.post("/groups", "{\"name\":\"" + UUID.randomUUID() + "\"}")
                .json("id");
        server.bean(JdbcClient.class)
                .sql("INSERT INTO group_role (realm_id, group_id, role) SELECT realm_id, id, 'admin' FROM user_group "
                        + "WHERE id = ?")
                .param(UUID.fromString(governing))
                .update();
    }

    @Test
    void sendAnyValueInAnyFieldThenNeverAServerErrorAndNothingOfItIsMarkup() {
        List<Form> forms = forms().toList();

        Sender sender = new Sender("admin");
        for (Form form : forms) {
            Person person = People.of(server).create(REALM);
            sender = sender.orAnother();
            for (String field : form.fields()) {
                for (String value : VALUES) {
                    sender.sends(form, person, fields -> fields.put(field, value));
                }
            }
        }

        assertThat(forms).hasSizeGreaterThan(70);
        assertThat(forms.stream().flatMap(form -> form.fields().stream())).contains("username", "role", "version");
    }

    @Test
    void sendEveryFormWithMoreThanItOffersThenNobodyIsRaised() {
        Sender sender = new Sender("user");
        for (Form form : forms().toList()) {
            sender = sender.orAnother();
            String own = sender.person.subject().toString();
            for (String id : List.of(governing, own)) {
                sender.sends(form, sender.person, fields -> {
                    fields.putAll(RAISING);
                    fields.putAll(Map.of("group", governing, "account", own, "id", id));
                });
            }

            assertThat(sender.rights()).as(form.pattern()).doesNotContain("admin");
        }
    }

    private final class Sender {

        private final Browser browser = new Browser(server);
        private final String role;
        private final Person person;
        private final Answer page;

        Sender(String role) {
            this.role = role;
            person = People.of(server).createWith(REALM, role);
            browser.signIn(REALM, person.userName(), person.password());
            page = browser.get("/realms/" + REALM + "/account");
            browser.get("/console/realms/" + REALM + "/accounts");
        }

        /** Somebody else once a form has signed this one out, or more. */
        Sender orAnother() {
            return browser.step("/realms/" + REALM + "/account").status() == 200 ? this : new Sender(role);
        }

        void sends(Form form, Person whom, Consumer<Map<String, String>> change) {
            Map<String, String> fields = new LinkedHashMap<>();
            form.fields().forEach(field -> fields.put(field, PLAUSIBLE.getOrDefault(field, "")));
            fields.put("group", group);
            fields.put("account", whom.subject().toString());
            change.accept(fields);
            Answer answer = browser.submit(page, path(form.pattern(), whom), fields);

            assertThat(answer.status()).as("%s %s", form.pattern(), fields).isBetween(200, 499);
            assertThat(answer.body())
                    .as(form.pattern())
                    .doesNotContain("<script>alert", "\tat org.", "__49__", "[[49]]");
            assertThat(answer.headers().toString()).as(form.pattern()).doesNotContain("stolen=1", "evil.example");
        }

        List<String> rights() {
            return server.bean(JdbcClient.class)
                    .sql("""
                            SELECT role FROM account_role WHERE account_id = :id
                            UNION SELECT role FROM group_member JOIN group_role USING (group_id) WHERE account_id = :id
                            """)
                    .param("id", person.subject())
                    .query(String.class)
                    .list();
        }
    }

    private Stream<Form> forms() {
        return server.beans(RequestMappingHandlerMapping.class).stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .filter(each -> each.getKey().getMethodsCondition().getMethods().contains(RequestMethod.POST))
                .flatMap(each -> each.getKey().getPatternValues().stream()
                        .filter(pattern -> pattern.startsWith("/console/") || pattern.startsWith("/realms/"))
                        .map(pattern -> new Form(pattern, names(each.getValue()))));
    }

    private static Set<String> names(HandlerMethod handler) {
        Set<String> names = new TreeSet<>();
        for (MethodParameter parameter : handler.getMethodParameters()) {
            RequestParam single = parameter.getParameterAnnotation(RequestParam.class);
            if (single != null && Map.class.isAssignableFrom(parameter.getParameterType())) {
                names.addAll(List.of("userName", "displayName", "email", "phone", "locale", "password", "version"));
            } else if (single != null) {
                names.add(single.value().isEmpty() ? parameter.getParameter().getName() : single.value());
            } else if (parameter.hasParameterAnnotation(ModelAttribute.class)) {
                components(parameter).forEach(names::add);
            }
        }
        return names;
    }

    private static Stream<String> components(MethodParameter parameter) {
        assertThat(parameter.getParameterType())
                .as("forms are bound to what they name, not to whatever has a setter")
                .isRecord();
        return Stream.of(parameter.getParameterType().getRecordComponents()).map(component -> component.getName());
    }

    private String path(String pattern, Person whom) {
        return pattern.replace("{realm}", REALM)
                .replaceFirst("/accounts/[{][a-z]+}", "/accounts/" + whom.subject())
                .replaceFirst("/groups/[{][a-z]+}", "/groups/" + group)
                .replaceAll("[{][a-z]+}|[*]+", UUID.randomUUID().toString());
    }
}
