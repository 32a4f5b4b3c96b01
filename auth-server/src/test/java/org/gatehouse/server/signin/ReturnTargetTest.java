package org.gatehouse.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Where a sign-in leads back to")
class ReturnTargetTest {

    private final Realm realm = TestServer.shared().bean(Realms.class).get("acme");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//evil.example",
                "//evil.example/console/realms/acme/audit",
                "///evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "https://evil.example/console/realms/acme/audit",
                "https:/console/realms/acme/audit",
                "javascript:alert(1)",
                "console/realms/acme/audit",
                "/%2Fevil.example",
                "/console/realms/globex/audit?what=rights",
                "/console/realms/acme2/audit",
                "/console/realms/acme/../globex/audit",
                "/console/realms/acme/%2e%2e/globex/audit",
                "/console/realms/acme/..;/audit",
                "/console/realms/acme//evil.example",
                "/console/realms/acme/audit#what",
                "/console/realms/acme\\evil.example",
                "/console/realms/acme@evil.example",
                "/console/realms/acme/audit?what=rights\r\nSet-Cookie: a=b",
                "/console/realms/acme/audit?what=rights\nx",
                "/console/realms/acme/audit?what=%0d%0aSet-Cookie:%20a=b",
                "/console/realms/acme/audit?what=%00",
                "/console/realms/acme/audit?what=%7F",
                "/console/realms/acme/audit?what=%zz",
                "/console/realms/acme/audit?what=%4",
                "/console/realms/acme/audit?what=\\",
                "/console/realms/acme/audit?what=<b>",
                "/console/realms/acme/audit?what=a b",
                "/console/realms/acme/audit?what=\u00e9",
                "/console/realms/acme/audit?what={x}",
                "/realms/acme/oauth2/authorize?client_id=web",
                "/realms/acme/connect/logout?client_id=web",
                "/realms/acme/sign-in?to=/realms/acme/account",
                "/realms/acme/accounts?ended",
                "/realms/acme/account/../oauth2/authorize?client_id=web",
                "/realms/globex/account/sessions?ended"
            })
    void targetWhenItIsNoPageOfTheRealmThenNone(String address) {
        assertThat(ReturnTarget.of(realm, address)).isEmpty();
    }

    @Test
    void targetWhenTooLongThenNone() {
        String page = "/console/realms/acme/audit?what=";

        assertThat(ReturnTarget.of(realm, page + "x".repeat(2_001 - page.length())))
                .isEmpty();
        assertThat(ReturnTarget.of(realm, page + "x".repeat(2_000 - page.length())))
                .isPresent();
        assertThat(ReturnTarget.of(realm, "/console/realms/acme" + "/a".repeat(40_000)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/realms/acme/account",
                "/realms/acme/account/password",
                "/realms/acme/account?saved",
                "/realms/acme/account/sessions?ended",
                "/console/realms/acme",
                "/console/realms/acme/audit",
                "/console/realms/acme/audit?",
                "/console/realms/acme/audit?what=rights&from=2026-01-01&to=2026-01-31",
                "/console/realms/acme/audit?person=a%40b.example&actor=%C3%A9l%C3%A9onore+x",
                "/console/realms/acme/audit/P5Y:17",
                "/console/realms/acme/accounts?q=//evil.example"
            })
    void targetWhenItIsAPageOfTheRealmThenThat(String address) {
        assertThat(ReturnTarget.of(realm, address)).contains(address);
    }
}
