package org.gatehouse.realm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectUrisTest {

    @ParameterizedTest
    @CsvSource({
        "https://a.example/cb, https://a.example/cb/",
        "https://a.example/cb, https://a.example/CB",
        "https://a.example/cb, https://A.example/cb",
        "https://a.example/cb, https://a.example/cb?x=1",
        "https://a.example/cb, https://a.example/cb#x",
        "https://a.example/cb, https://a.example/%63b",
        "https://a.example/cb, https://a.example:443/cb",
        "https://a.example/cb, https://a.example:8443/cb",
        "https://a.example/cb, http://a.example/cb",
        "https://a.example/cb, https://a.example.evil.example/cb",
        "https://a.example/cb, https://a.example@evil.example/cb",
        "https://a.example/cb, https://a.example/x/../cb",
        "https://localhost/cb, https://localhost:9000/cb",
        "http://127.0.0.1/cb, http://127.0.0.1:9000/other",
        "http://127.0.0.1/cb, http://127.0.0.1:9000/cb/",
        "http://127.0.0.1/cb, http://127.0.0.1:9000/cb?x=1",
        "http://127.0.0.1/cb, http://127.0.0.1:/cb",
        "http://127.0.0.1/cb, http://127.0.0.1:0/cb",
        "http://127.0.0.1/cb, http://127.0.0.1:09000/cb",
        "http://127.0.0.1/cb, http://127.0.0.1:65536/cb",
        "http://127.0.0.1/cb, http://127.0.0.1:9000000000000/cb",
        "http://127.0.0.1/cb, http://127.0.0.1:+80/cb",
        "http://127.0.0.1/cb, http://127.0.0.1:80@evil.example/cb",
        "http://127.0.0.1/cb, http://127.0.0.1:80.evil.example/cb",
        "http://127.0.0.1/cb, http://127.0.0.1.evil.example/cb",
        "http://127.0.0.1/cb, http://127.0.0.1@evil.example:80/cb",
        "http://127.0.0.1/cb, http://localhost:80/cb",
        "http://127.0.0.1/cb, http://127.0.0.2:80/cb",
        "http://127.0.0.1/cb, https://127.0.0.1:80/cb",
        "http://127.0.0.1/cb, http://[::1]:80/cb",
        "http://127.0.0.1:9000/cb, http://127.0.0.1:9001/cb",
        "http://127.0.0.1:9000/cb, http://127.0.0.1/cb",
        "http://localhost/cb, http://localhost:80/c",
        "http://localhost.evil.example/cb, http://localhost.evil.example:80/cb",
        "com.example.app:/cb, com.example.app:/cb/x",
        "com.example.app:/cb, com.example.app:9000/cb",
        "http://127.0.0.1, http://127.0.0.1:80/cb",
    })
    void matchesWhenAnythingButALoopbackPortDiffersThenRefuses(String registered, String presented) {
        assertThat(RedirectUris.matches(registered, presented)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/cb, https://a.example/cb",
        "com.example.app:/cb, com.example.app:/cb",
        "http://127.0.0.1/cb, http://127.0.0.1/cb",
        "http://127.0.0.1/cb, http://127.0.0.1:1/cb",
        "http://127.0.0.1/cb, http://127.0.0.1:65535/cb",
        "http://[::1]/cb, http://[::1]:9000/cb",
        "http://localhost/demo/callback, http://localhost:9000/demo/callback",
        "http://localhost?x=1, http://localhost:9000?x=1",
        "http://127.0.0.1:9000/cb, http://127.0.0.1:9000/cb",
    })
    void matchesWhenEqualOrLoopbackWithoutPortThenAccepts(String registered, String presented) {
        assertThat(RedirectUris.matches(registered, presented)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.example/cb",
                "http://127.0.0.1.evil.example/cb",
                "http://localhost.evil.example/cb",
                "http://127.0.0.1@evil.example/cb",
                "http://2130706433/cb",
                "http://127.1/cb",
                "https://*.example/cb",
                "https://a.example/*",
                "https://a.example/cb#fragment",
                "https://user@a.example/cb",
                "https://user:pw@a.example/cb",
                "https:///cb",
                "https:cb",
                "https://a.example/x/../cb",
                "https://a.example/x/%2e%2e/cb",
                "https://a.example/./cb",
                "https://a.example\\@evil.example/cb",
                "https://a.example/ cb",
                "https://é.example/cb",
                "/cb",
                "cb",
                "//a.example/cb",
                "javascript:alert(1)",
                "JavaScript:alert(1)",
                "data:text/html,x",
                "file:///etc/passwd",
                "com.example.app:/cb",
                "myapp:/cb",
                "",
            })
    void refusalWhenNotFitForAWebClientThenSaysWhy(String uri) {
        assertThat(RedirectUris.refusal(uri, ClientKind.WEB)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "myapp:/cb",
                "myapp://cb",
                "com.example.app:cb",
                "com.example.app:",
                "com..example:/cb",
                "javascript:/cb",
                "http://a.example/cb",
            })
    void refusalWhenNotFitForAnAppThenSaysWhy(String uri) {
        assertThat(RedirectUris.refusal(uri, ClientKind.MOBILE)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "WEB, https://a.example/cb",
        "WEB, https://a.example:8443/cb?tenant=x",
        "WEB, http://localhost/demo/callback",
        "WEB, http://localhost:9000/demo/callback",
        "WEB, http://[::1]/cb",
        "MOBILE, com.example.forms:/cb",
        "MOBILE, com.example.forms://cb",
        "MOBILE, http://127.0.0.1/cb",
        "MOBILE, https://a.example/cb",
    })
    void refusalWhenFitThenIsEmpty(ClientKind kind, String uri) {
        assertThat(RedirectUris.refusal(uri, kind)).isEmpty();
    }
}
