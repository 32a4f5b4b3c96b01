package org.gatehouse.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@DisplayName("Who asks at the same time is answered by one statement, begun after they asked")
class GatheredReadsTest {

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final List<List<Integer>> statements = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch firstIsUnderWay = new CountDownLatch(1);
    private final CountDownLatch othersAreWaiting = new CountDownLatch(1);

    @AfterEach
    void end() {
        pool.shutdownNow();
    }

    @Test
    void findWhenTheDatabaseIsDownThenEverybodyIsToldAndTheNextIsAnswered() throws Exception {
        GatheredReads<Integer, String> reads = new GatheredReads<>(firstWaits(keys -> {
            if (keys.contains(1)) {
                throw new IllegalStateException("down");
            }
            return named(keys);
        }));
        Future<Optional<String>> first = ask(reads, 0);
        List<Future<Optional<String>>> others = askMeanwhile(reads, 1, 2);

        assertThat(first.get()).contains("name 0");
        assertThat(others).allSatisfy(other -> assertThatThrownBy(other::get).hasMessageContaining("down"));
        assertThat(reads.find(2)).contains("name 2");
    }

    @Test
    void findWhenOthersAskMeanwhileThenOneMoreStatementAnswersThemAll() throws Exception {
        GatheredReads<Integer, String> reads = new GatheredReads<>(firstWaits(GatheredReadsTest::named));
        Future<Optional<String>> first = ask(reads, 0);
        List<Future<Optional<String>>> others = askMeanwhile(reads, 1, 2, 2, -3);

        assertThat(first.get()).contains("name 0");
        assertThat(others.get(0).get()).contains("name 1");
        assertThat(others.get(2).get()).contains("name 2");
        assertThat(others.get(3).get()).isEmpty();
        assertThat(statements).hasSize(2);
        assertThat(statements.get(1)).containsExactlyInAnyOrder(1, 2, -3);
    }

    @Test
    void findWhenInATransactionThenItAsksForItself() throws Exception {
        GatheredReads<Integer, String> reads = new GatheredReads<>(firstWaits(GatheredReadsTest::named));
        Future<Optional<String>> first = ask(reads, 0);
        firstIsUnderWay.await();
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            assertThat(reads.find(1)).contains("name 1"); // though another read is under way
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
        othersAreWaiting.countDown();
        assertThat(first.get()).contains("name 0");
    }

    private Future<Optional<String>> ask(GatheredReads<Integer, String> reads, int key) {
        return pool.submit(() -> reads.find(key));
    }

    /** While the first statement is under way; it goes on when all of them wait. */
    private List<Future<Optional<String>>> askMeanwhile(GatheredReads<Integer, String> reads, int... keys)
            throws InterruptedException {
        firstIsUnderWay.await();
        List<Future<Optional<String>>> asked =
                IntStream.of(keys).mapToObj(key -> ask(reads, key)).toList();
        while (reads.waiting() < keys.length) {
            Thread.onSpinWait();
        }
        othersAreWaiting.countDown();
        return asked;
    }

    private Function<List<Integer>, Map<Integer, String>> firstWaits(
            Function<List<Integer>, Map<Integer, String>> read) {
        return keys -> {
            statements.add(keys);
            if (keys.contains(0)) {
                firstIsUnderWay.countDown();
                await(othersAreWaiting);
            }
            return read.apply(keys);
        };
    }

    private static Map<Integer, String> named(List<Integer> keys) {
        return keys.stream().filter(key -> key >= 0).collect(Collectors.toMap(key -> key, key -> "name " + key));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
