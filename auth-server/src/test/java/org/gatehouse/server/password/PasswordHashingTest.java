package org.gatehouse.server.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatehouse.server.testing.Together;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Hashing never takes more memory than its bound, however many come at once")
class PasswordHashingTest {

    private static final int BURST = 50;

    @Test
    void matchesWhenFiftyComeAtOnceThenFewRunOthersWaitAndAllAreAnswered() {
        PasswordHashing hashing = new PasswordHashing();
        String hash = hashing.hash("Staple-battery-42-horse");
        AtomicInteger mostRunning = new AtomicInteger();
        AtomicInteger mostWaiting = new AtomicInteger();
        CompletableFuture<Void> watch = new CompletableFuture<>();
        Thread watcher = new Thread(() -> {
            while (!watch.isDone()) {
                mostRunning.accumulateAndGet(hashing.running(), Math::max);
                mostWaiting.accumulateAndGet(hashing.waiting(), Math::max);
                Thread.onSpinWait();
                Thread.yield();
            }
        });
        watcher.start();

        List<Boolean> right =
                Together.run(BURST, number -> hashing.matches(number % 2 == 0 ? "Staple-battery-42-horse" : "x", hash));
        watch.complete(null);

        assertThat(right).filteredOn(answer -> answer).hasSize(BURST / 2);
        assertThat(mostRunning.get()).isBetween(1, hashing.atMost());
        assertThat(mostWaiting.get()).isPositive();
        assertThat(hashing.atMost()).isEqualTo(Math.max(2, Runtime.getRuntime().availableProcessors()));
        assertThat(hashing.running()).isZero();
        assertThat(hashing.waiting()).isZero();
        assertThat(hashing.refused()).isZero();
        assertThat(hashing.calls()).isEqualTo(BURST + 1);
    }
}
