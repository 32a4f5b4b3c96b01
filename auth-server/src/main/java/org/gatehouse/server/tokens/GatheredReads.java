package org.gatehouse.server.tokens;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Reads for everybody who asks at the same time in one statement. While one is under way those who come wait, and the next
 * asks for all of them: alone, nobody waits; in a crowd, a statement costs each a share of it. Each read begins after it
 * was asked for, so that what was committed before is seen, as by a statement of one's own.
 *
 * @param <K> what is asked for
 * @param <V> what is found
 */
final class GatheredReads<K, V> {

    private static final int MOST_AT_ONCE = 64;

    private final Function<List<K>, Map<K, V>> read;
    private final ConcurrentLinkedQueue<Question<K, V>> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock reading = new ReentrantLock();

    /** @param read what is not in its answer was not found; what it throws is thrown to all who asked */
    GatheredReads(Function<List<K>, Map<K, V>> read) {
        this.read = read;
    }

    Optional<V> find(K key) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return Optional.ofNullable(read.apply(List.of(key)).get(key)); // which may see less, or more, than others
        }
        Question<K, V> question = new Question<>(key);
        waiting.add(question);
        reading.lock();
        try {
            while (!question.isAnswered()) {
                answer(next());
            }
        } finally {
            reading.unlock();
        }
        return question.answer();
    }

    /** How many have asked and are not part of a statement yet. */
    int waiting() {
        return waiting.size();
    }

    private List<Question<K, V>> next() {
        List<Question<K, V>> some = new ArrayList<>();
        Question<K, V> question;
        while (some.size() < MOST_AT_ONCE && (question = waiting.poll()) != null) {
            some.add(question);
        }
        return some;
    }

    private void answer(List<Question<K, V>> questions) {
        try {
            Map<K, V> found = read.apply(questions.stream().map(Question::key).distinct().toList());
            questions.forEach(question -> question.found(found.get(question.key())));
        } catch (RuntimeException | Error ex) {
            questions.forEach(question -> question.failed(ex));
        }
    }

    /** Written and read under the lock only. */
    private static final class Question<K, V> {

        private final K key;
        private boolean answered;
        private @Nullable V found;
        private @Nullable Throwable failure;

        Question(K key) {
            this.key = key;
        }

        K key() {
            return key;
        }

        boolean isAnswered() {
            return answered;
        }

        void found(@Nullable V value) {
            found = value;
            answered = true;
        }

        void failed(Throwable ex) {
            failure = ex;
            answered = true;
        }

        Optional<V> answer() {
            if (failure instanceof RuntimeException ex) {
                throw ex;
            }
            if (failure instanceof Error ex) {
                throw ex;
            }
            return Optional.ofNullable(found);
        }
    }
}
