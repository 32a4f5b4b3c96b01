package org.gatehouse.keycloak.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphTest {

    /** Keycloak does not start with it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "graph.example.org", "https://graph.example/", "file:///graph", "https://a.example?b"})
    void checkedWhenItIsNoAddressThenIsRefused(String address) {
        assertThatThrownBy(() -> Graph.checked(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https://graph.example.org");
    }

    @Test
    void checkedThenIsTheAddress() {
        assertThat(Graph.checked("https://graph.example.org")).isEqualTo("https://graph.example.org");
    }
}
