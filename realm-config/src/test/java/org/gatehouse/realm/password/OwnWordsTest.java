package org.gatehouse.realm.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of somebody's own data counts as being in a password. */
class OwnWordsTest {

    private static final OwnWords WORDS =
            OwnWords.of(List.of("a.lefevre", "aimee.lefevre@acme.example", "Aimée Lefèvre-Roy", "4711"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my-lefevre-2026",
                "MY-LEFÈVRE-2026",
                "my-lefe\u0300vre-2026",
                "xaimeex",
                "\uff21\uff49\uff4d\uff45\uff45!",
                "\ud835\udc1a\ud835\udc22\ud835\udc26\ud835\udc1e\ud835\udc1e",
                "aimee.lefevre@acme.example",
                "x4711x"
            })
    void areInWhenAnyWordIsThereInAnyDressThenTrue(String candidate) {
        assertThat(WORDS.areIn(candidate)).isTrue();
    }

    /** Short words and the domain many share are left alone. */
    @ParameterizedTest
    @ValueSource(strings = {"royal-coconut", "acme-works", "example-of-it", "le-fe-vre", "471-1", ""})
    void areInWhenNoWordIsThereThenFalse(String candidate) {
        assertThat(WORDS.areIn(candidate)).isFalse();
    }

    @Test
    void toStringThenTellsNobodysData() {
        assertThat(WORDS.toString()).doesNotContain("lefevre");
    }
}
