package org.gatehouse.server.console.connections;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("However many lines of a map are wrong, looking at them costs little and the page stays short")
class MapLinesTest {

    @Test
    void errorsWhenThereAreMoreLinesThanAMapHasThenSaysThatOnce() {
        FormErrors errors = form("x\n".repeat(501), "a = b\n".repeat(501)).errors();

        assertThat(errors.all())
                .extracting(error -> error.field() + " " + error.code())
                .containsExactly("roles console.connections.map.many", "groups console.connections.map.many");
    }

    @Test
    void errorsWhenManyLinesAreWrongThenTellsTheFirstTwenty() {
        assertThat(form("x\n".repeat(500), null).errors().all())
                .hasSize(20)
                .allSatisfy(error -> assertThat(error.code()).isEqualTo("console.connections.map.wrong"));
    }

    @Test
    void errorsWhenAMapIsAsLongAsItMayBeThenNone() {
        assertThat(form("a = b\n".repeat(500), null).errors().any()).isFalse();
    }

    private static ConnectionForm form(String roles, @Nullable String groups) {
        return new ConnectionForm(null, null, null, null, null, null, null, null, roles, groups, null, null, null);
    }
}
