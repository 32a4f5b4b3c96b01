package org.gatehouse.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadyReportTest {

    private final ReadyReport report = new ReadyReport(
            "http://localhost:9000",
            4711,
            Map.of("console", "http://localhost:9000/console/realms/acme"),
            List.of(new ReadyReport.Realm(
                    "acme",
                    "http://localhost:9000/realms/acme",
                    List.of(new ReadyReport.Client("forms-spa", "spa", null, List.of("http://localhost:9000/demo"))),
                    List.of(
                            new ReadyReport.Person("bob", "a password", "JBSWY3DPEHPK3PXP", List.of("user"), "active"),
                            new ReadyReport.Person("alexandra", "b", null, List.of("user", "admin"), "active")),
                    null)));

    @Test
    void isOneLineOfJsonWithoutWhatIsAbsent() {
        assertThat(report.json())
                .doesNotContain("\n", "null")
                .isEqualTo("{\"baseUrl\":\"http://localhost:9000\",\"pid\":4711,"
                        + "\"pages\":{\"console\":\"http://localhost:9000/console/realms/acme\"},"
                        + "\"realms\":[{\"realm\":\"acme\",\"issuer\":\"http://localhost:9000/realms/acme\","
                        + "\"clients\":[{\"id\":\"forms-spa\",\"kind\":\"spa\","
                        + "\"redirectUris\":[\"http://localhost:9000/demo\"]}],"
                        + "\"people\":[{\"userName\":\"bob\",\"password\":\"a password\",\"totp\":\"JBSWY3DPEHPK3PXP\","
                        + "\"roles\":[\"user\"],\"state\":\"active\"},"
                        + "{\"userName\":\"alexandra\",\"password\":\"b\",\"roles\":[\"user\",\"admin\"],"
                        + "\"state\":\"active\"}]}]}");
    }

    @Test
    void isATableForPeople() {
        assertThat(report.text().lines())
                .contains("Gatehouse is ready: http://localhost:9000")
                .contains("  user name   password     roles         state")
                .contains("  bob         a password   user          active")
                .contains("  alexandra   b            user, admin   active");
    }
}
