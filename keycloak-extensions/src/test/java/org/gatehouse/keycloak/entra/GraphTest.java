package org.gatehouse.keycloak.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphTest {

    /** Keycloak does not start with it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "dod-graph.microsoft.us", "https://graph.example/", "file:///graph", "https://a.example?b"})
    void checkedWhenItIsNoAddressThenIsRefused(String address) {
        assertThatThrownBy(() -> Graph.checked(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https://dod-graph.microsoft.us");
    }

    @Test
    void checkedThenIsTheAddress() {
        assertThat(Graph.checked("https://dod-graph.microsoft.us")).isEqualTo("https://dod-graph.microsoft.us");
    }
}
