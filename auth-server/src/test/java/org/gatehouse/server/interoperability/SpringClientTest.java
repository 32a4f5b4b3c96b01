package org.gatehouse.server.interoperability;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.shop.ShopApplication;
import java.util.List;
import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Spring Security's OAuth 2 client in a Spring Boot application: the documentation's example, unchanged. */
class SpringClientTest {

    /** What Boot would start because the server's libraries are on the tests' class path. */
    private static final List<String> OF_THE_SERVER = List.of(
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet"
                    + ".OAuth2AuthorizationServerJwtAutoConfiguration");

    private static final Shop SHOP = Shop.open();
    private static ConfigurableApplicationContext application;

    private final Person person = SHOP.somebody();
    private final Browser browser = SHOP.browser();

    @BeforeAll
    static void start() {
        Map<String, String> settings = Map.of(
                "spring.config.location",
                        Shop.EXAMPLES
                                .resolve("spring-client/application.yaml")
                                .toUri()
                                .toString(),
                "spring.autoconfigure.exclude", String.join(",", OF_THE_SERVER),
                "server.port", "0",
                "ISSUER", SHOP.issuer(),
                "SHOP_SECRET", TestServer.secret("SHOP_SECRET"));
        application = new SpringApplication(ShopApplication.class)
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void openAPageThenSignsInAndComesBackToIt() {
        assertThat(signedIn().json("userName")).isEqualTo(person.userName());
    }

    @Test
    void signOutThenTheServersSessionEndsToo() {
        signedIn();
        Answer page = browser.step(url("/logout"));
        Answer leaves = browser.post(url("/logout"), Map.of("_csrf", page.hidden("_csrf")));
        Answer out = browser.step(leaves.location());
        assertThat(out.location()).isEqualTo(url("/"));
        assertThat(browser.step(SHOP.issuer() + "/account").location()).contains("/sign-in");
    }

    private Answer signedIn() {
        Answer sent = browser.step(browser.step(url("/me")).location());
        String callback = SHOP.signIn(browser, sent.location(), person);
        Answer back = browser.step(callback);
        return browser.step(back.location());
    }

    private static String url(String path) {
        return "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port") + path;
    }
}
