package org.gatehouse.keycloak.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final Instant START = Instant.parse("2026-11-30T08:00:00Z");

    private Instant now = START;
    private final Gate gate = new Gate(clock(), Duration.ofSeconds(60), 100);

    @Test
    void refusalWhenTheOldestHasWaitedTooLongThenIsGivenUntilItIsMoved() {
        now = START.plusSeconds(60);
        gate.saw(new Outbox.Waiting(1, START));
        assertThat(gate.refusal()).isEmpty();

        now = START.plusSeconds(61);
        gate.saw(new Outbox.Waiting(1, START));
        assertThat(gate.refusal()).isPresent();

        gate.saw(new Outbox.Waiting(0, Instant.EPOCH));
        assertThat(gate.refusal()).isEmpty();
    }

    @Test
    void refusalWhenTooManyWaitThenIsGiven() {
        gate.saw(new Outbox.Waiting(99, START));
        assertThat(gate.refusal()).isEmpty();

        gate.saw(new Outbox.Waiting(100, START));
        assertThat(gate.refusal()).isPresent();
    }

    /** The mover may be dead, and with it what it last saw. */
    @Test
    void refusalWhenNobodyLooksAnyMoreThenIsGiven() {
        gate.saw(new Outbox.Waiting(0, START));

        now = START.plusSeconds(31);

        assertThat(gate.refusal()).isPresent();
    }

    @Test
    void refusalWhenTheOutboxCannotBeReadThenIsGivenAtOnce() {
        gate.isBlind();
        assertThat(gate.refusal()).isPresent();

        gate.saw(new Outbox.Waiting(0, START));
        assertThat(gate.refusal()).isEmpty();
    }

    @Test
    void refusalWhenNothingCouldEverBeMovedThenIsGivenWhateverWaits() {
        gate.saw(new Outbox.Waiting(0, Instant.EPOCH));
        gate.stop(Optional.of("Another key."));
        gate.saw(new Outbox.Waiting(0, Instant.EPOCH));
        assertThat(gate.refusal()).contains("Another key.");

        gate.stop(Optional.empty());
        assertThat(gate.refusal()).isEmpty();
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }
}
