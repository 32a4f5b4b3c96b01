package org.gatehouse.server.interoperability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The npm package openid-client in a Node.js program: the documentation's example, unchanged. */
class OpenIdClientTest {

    private static final Path EXAMPLE = Shop.EXAMPLES.resolve("openid-client");
    private static final Path COPY = Path.of("target", "openid-client");

    private final Shop shop = Shop.open();
    private final Person person = shop.somebody();

    @Test
    void signInThenTheProgramKnowsThePersonRefreshesAndRevokes() throws Exception {
        assumeThat(isNpmThere() || System.getenv("CI") != null)
                .as("npm, which only this test needs")
                .isTrue();
        install();
        Process program = program();
        try (BufferedReader says = program.inputReader();
                PrintWriter hears = new PrintWriter(program.outputWriter(), true)) {
            Browser browser = shop.browser();
            hears.println(shop.signIn(browser, says.readLine(), person));
            JsonNode learned = JsonMapper.shared().readTree(says.readLine());

            assertThat(learned.path("subject").asString())
                    .isEqualTo(person.subject().toString());
            assertThat(learned.path("userName").asString()).isEqualTo(person.userName());
            assertThat(learned.path("email").asString()).isEqualTo(person.email());
            assertThat(learned.path("active").asBoolean()).isTrue();
            assertThat(learned.path("activeAfterRevocation").asBoolean(true)).isFalse();
            Answer out = browser.step(learned.path("signOut").asString());
            assertThat(out.location()).isEqualTo("https://console.example/out");
        } finally {
            program.destroyForcibly();
        }
    }

    private Process program() throws IOException {
        ProcessBuilder start = new ProcessBuilder(
                        node(), "sign-in.mjs", shop.issuer(), "console", "https://console.example/cb")
                .directory(COPY.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        start.environment().put("CLIENT_SECRET", TestServer.secret("CONSOLE_SECRET"));
        return start.start();
    }

    private static boolean isNpmThere() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "npm")));
    }

    /** The Node.js of the browser tests: what a machine has may be too old for the library. */
    private static String node() {
        Map<String, String> environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        return Driver.ensureDriverInstalled(environment, false)
                .driverDir()
                .resolve("node")
                .toString();
    }

    /** What the example's lock file names, beside a copy of the example. */
    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(COPY);
        for (String file : List.of("package.json", "package-lock.json", ".npmrc", "sign-in.mjs")) {
            Files.write(COPY.resolve(file), Files.readAllBytes(EXAMPLE.resolve(file)));
        }
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
                .directory(COPY.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(npm.waitFor(2, TimeUnit.MINUTES)).as(said).isTrue();
        assertThat(npm.exitValue()).as(said).isZero();
    }
}
