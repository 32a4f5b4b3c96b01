package org.gatehouse.audit.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Callers that each do one thing after the other, as fast as they are answered. Each does it once before it counts: what a
 * thread needs for its first call (a cipher, a digest, a random generator) it has for all that follow.
 */
final class Callers {

    private Callers() {}

    interface Work {
        void run(int caller) throws Exception;
    }

    /** Operations per second and their sorted durations in milliseconds. */
    record Measured(double rate, double[] millis, Cpu.Used perOperation) {

        double percentile(int percent) {
            return millis[(int) ((millis.length - 1L) * percent / 100)];
        }
    }

    static Measured measure(int callers, double seconds, Cpu cpu, Work work) throws Exception {
        try (Threads threads = new Threads(callers)) {
            CountDownLatch ready = new CountDownLatch(callers);
            CompletableFuture<Long> end = new CompletableFuture<>();
            List<Future<double[]>> all = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                int caller = i;
                all.add(threads.executor.submit(() -> {
                    try {
                        work.run(caller);
                    } finally {
                        ready.countDown(); // what failed is told below
                    }
                    return repeat(work, caller, end.join());
                }));
            }
            ready.await();
            Cpu.Used before = cpu.now();
            long start = System.nanoTime();
            end.complete(start + (long) (seconds * 1e9));
            List<double[]> millis = new ArrayList<>();
            for (Future<double[]> one : all) {
                millis.add(one.get());
            }
            double took = (System.nanoTime() - start) / 1e9;
            double[] sorted =
                    millis.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
            return new Measured(
                    sorted.length / took, sorted, cpu.now().since(before).per(sorted.length));
        }
    }

    private static double[] repeat(Work work, int caller, long end) throws Exception {
        double[] millis = new double[64];
        int count = 0;
        for (long now = System.nanoTime(); now < end; ) {
            work.run(caller);
            long then = System.nanoTime();
            if (count == millis.length) {
                millis = Arrays.copyOf(millis, count * 2);
            }
            millis[count++] = (then - now) / 1e6;
            now = then;
        }
        return Arrays.copyOf(millis, count);
    }

    /** Virtual threads where the JDK has them: they are what a service of today parks while it waits. */
    private static final class Threads implements AutoCloseable {

        private final ExecutorService executor;

        Threads(int callers) throws ReflectiveOperationException {
            executor = Runtime.version().feature() < 21
                    ? Executors.newFixedThreadPool(callers)
                    : (ExecutorService) Executors.class
                            .getMethod("newVirtualThreadPerTaskExecutor")
                            .invoke(null);
        }

        @Override
        public void close() {
            executor.shutdown();
        }
    }
}
