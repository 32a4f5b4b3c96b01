package org.gatehouse.keycloak.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.Config;

class TrailSettingsTest {

    private final Map<String, String> options = new HashMap<>();

    @BeforeEach
    void writeSecrets(@TempDir Path directory) throws Exception {
        options.put("trailUrl", "jdbc:postgresql://localhost/trail");
        options.put("trailUser", "trail");
        options.put("trailPassword", file(directory, "password", "secret"));
        options.put("trailKey", file(directory, "key", Base64.getEncoder().encodeToString(new byte[32])));
    }

    @ParameterizedTest
    @ValueSource(strings = {"trailUrl", "trailUser", "trailPassword", "trailKey"})
    void readWhenOneIsMissingThenRefuses(String missing) {
        options.remove(missing);

        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("configured in part")
                .hasMessageContaining(missing.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
    }

    /** No message repeats what may be a secret in the wrong place. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "trailUrl=jdbc:mysql://s3cr3t",
                "trailPassword=s3cr3t",
                "trailPassword=env:NO_SUCH_VARIABLE",
                "trailKey=file:/no/such/file",
                "maxAge=0",
                "realms=acme",
                "realms=acme=north,field=north",
                "realms=acme=north,acme=south",
                "realms=acme=no name",
                "realms=acme=keycloak-field"
            })
    void readWhenUnusableThenRefuses(String option) {
        String[] pair = option.split("=", 2);
        options.put(pair[0], pair[1]);

        assertThatThrownBy(this::read).isInstanceOf(IllegalStateException.class).hasMessageNotContaining("s3cr3t");
    }

    @Test
    void readWhenTheKeyIsShortThenRefuses(@TempDir Path directory) throws Exception {
        options.put("trailKey", file(directory, "short", "c2hvcnQ="));

        assertThatThrownBy(this::read).hasMessageContaining("32 bytes").hasMessageNotContaining("c2hvcnQ");
    }

    @Test
    void readWhenNothingIsConfiguredThenIsEmpty() {
        options.clear();

        assertThat(TrailSettings.of(scope())).isEmpty();
    }

    @Test
    void trailRealmThenIsMappedAndAdmissible() {
        options.put("realms", "acme=acme-eu, field = field-fr");
        TrailSettings settings = TrailSettings.of(scope()).orElseThrow();

        assertThat(settings.trailRealm("acme")).isEqualTo("acme-eu");
        assertThat(settings.trailRealm("field")).isEqualTo("field-fr");
        assertThat(settings.trailRealm("acme-eu")).as("of another").isEqualTo("keycloak-acme-eu");
        assertThat(settings.toString()).doesNotContain("secret");
    }

    /** What the trail does not admit would be refused for ever; what is the same name would be another's log. */
    @Test
    void trailRealmThenIsAdmissibleAndNeverThatOfAnotherRealm() {
        options.put("realms", "acme=acme-eu");
        TrailSettings settings = TrailSettings.of(scope()).orElseThrow();
        List<String> names = List.of(
                "acme",
                "acme-eu",
                "a b",
                "a/b",
                "a-b",
                "_x",
                "realm_x",
                "x",
                "é",
                "-",
                "n".repeat(91),
                "n".repeat(92),
                "n".repeat(255),
                "n".repeat(254) + "m",
                settings.trailRealm("a b"));

        assertThat(names.stream().map(settings::trailRealm))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}"));
    }

    private void read() {
        TrailSettings.of(scope());
    }

    private static String file(Path directory, String name, String text) throws Exception {
        return "file:" + Files.writeString(directory.resolve(name), text + "\n");
    }

    private Config.Scope scope() {
        return (Config.Scope) Proxy.newProxyInstance(
                Config.Scope.class.getClassLoader(),
                new Class<?>[] {Config.Scope.class},
                (proxy, method, arguments) -> {
                    String value = options.get((String) arguments[0]);
                    Object usual = arguments.length > 1 ? arguments[1] : null;
                    return switch (method.getName()) {
                        case "getInt" -> value == null ? usual : Integer.valueOf(value);
                        case "getBoolean" -> value == null ? usual : Boolean.valueOf(value);
                        default -> value == null ? usual : value;
                    };
                });
    }
}
