package org.gatehouse.server.newpassword;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How often one browser may ask. */
class TurnsTest {

    @Test
    void takeWhenABrowserHasHadItsTurnsThenRefusedAndOthersAreNot() {
        Turns turns = new Turns(1);

        assertThat(turns.take("one")).isZero();
        assertThat(turns.take("one")).isPositive();
        assertThat(turns.take("another")).isZero();
    }
}
