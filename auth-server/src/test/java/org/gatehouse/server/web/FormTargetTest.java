package org.gatehouse.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTargetTest {

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "/relative", "https:///a"})
    void someFormsGoNowhere(String uri) {
        assertThatIllegalArgumentException().isThrownBy(() -> FormTarget.source(URI.create(uri)));
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example/cb?x=1, https://app.example",
        "http://127.0.0.1:51004/cb, http://127.0.0.1:51004",
        "http://[::1]:51004/cb, http:",
        "com.example.app:/cb, com.example.app:",
        "HTTPS://user@app.example:8443/, https://app.example:8443"
    })
    void onlyTheOriginIsNamed(String uri, String source) {
        assertThat(FormTarget.source(URI.create(uri))).isEqualTo(source);
    }

    @Test
    void aTargetCannotCarryAnotherDirective() {
        assertThatIllegalArgumentException().isThrownBy(() -> FormTarget.source(URI.create("https://a_b;script-src/")));
    }
}
