package org.gatehouse.server.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** People at work, each doing one thing after the other, several of them at any moment. */
final class Load implements AutoCloseable {

    /** After an answer that was none: part of the load meets the outage, and does not spin in it. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private static final Duration LONGEST_WORK = Duration.ofMinutes(5);

    private final ExecutorService workers;
    private final List<Future<?>> work = new ArrayList<>();
    private volatile boolean over;

    private Load(int workers) {
        this.workers = Executors.newFixedThreadPool(workers);
    }

    static Load start(int workers, List<Person> people, Operations operations, Calm calm) {
        Load load = new Load(workers);
        BlockingQueue<Person> queue = new LinkedBlockingQueue<>(people);
        for (int i = 0; i < workers; i++) {
            load.work.add(load.workers.submit(() -> {
                while (!load.over) {
                    next(queue, operations, calm);
                }
                return null;
            }));
        }
        return load;
    }

    interface Task {
        void perform(Person person) throws CutOff;
    }

    /**
     * Does the same for everybody.
     *
     * @return for how many it came to no end: there was no answer, or none but "too many attempts"
     */
    static int each(int workers, List<Person> people, Task task) throws InterruptedException {
        AtomicInteger withoutEnd = new AtomicInteger();
        try (Load load = new Load(workers)) {
            for (Person person : people) {
                load.work.add(load.workers.submit(() -> {
                    try {
                        task.perform(person);
                    } catch (CutOff cut) {
                        withoutEnd.incrementAndGet();
                    }
                }));
            }
        }
        return withoutEnd.get();
    }

    /** Lets everybody finish what they are at. */
    @Override
    public void close() throws InterruptedException {
        over = true;
        workers.shutdown();
        workers.awaitTermination(LONGEST_WORK.toSeconds(), TimeUnit.SECONDS);
        workers.shutdownNow();
        for (Future<?> each : work) {
            try {
                each.get();
            } catch (ExecutionException ex) {
                throw new IllegalStateException(ex.getCause());
            }
        }
    }

    private static void next(BlockingQueue<Person> queue, Operations operations, Calm calm)
            throws InterruptedException {
        Person person = queue.take();
        try {
            person.settle();
            operations.any(person).perform(person);
        } catch (CutOff cut) {
            calm.await(PAUSE);
        } finally {
            queue.add(person);
        }
    }
}
