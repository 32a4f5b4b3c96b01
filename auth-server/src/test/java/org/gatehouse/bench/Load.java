package org.gatehouse.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Open connections that each ask for one thing after the other, as fast as they are answered. */
final class Load implements AutoCloseable {

    /** Per connection and round: bounds what a fast server has to store. */
    private static final int MOST_REQUESTS = 100_000;

    private final List<HttpConnection> connections = new ArrayList<>();
    private final List<Scenario.Work> works = new ArrayList<>();
    private final ExecutorService threads;
    private final ProcessCpu cpu;

    Load(Target target, Scenario scenario, int count, ProcessCpu cpu) throws IOException {
        this.cpu = cpu;
        this.threads = Executors.newFixedThreadPool(count);
        SignIns signIns = new SignIns(target.issuerPath());
        for (int i = 0; i < count; i++) {
            HttpConnection connection = new HttpConnection(target.port());
            connections.add(connection);
            works.add(scenario.prepare(connection, target.issuerPath(), i, signIns));
        }
    }

    /**
     * @param rate requests per second
     * @param p50 milliseconds
     * @param cpu per request
     */
    record Round(double rate, double p50, double p99, ProcessCpu.Used cpu) {}

    Round run(double seconds) throws IOException, InterruptedException, ExecutionException {
        for (HttpConnection connection : connections) {
            connection.reconnect();
        }
        ProcessCpu.Used before = cpu.now();
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        List<Future<double[]>> all = works.stream()
                .map(work -> threads.submit(() -> repeat(work, end)))
                .toList();
        List<double[]> millis = new ArrayList<>();
        for (Future<double[]> one : all) {
            millis.add(one.get());
        }
        double took = (System.nanoTime() - start) / 1e9;
        double[] sorted =
                millis.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        return new Round(
                sorted.length / took,
                sorted[sorted.length / 2],
                sorted[(int) (sorted.length * 0.99)],
                cpu.now().since(before).per(sorted.length));
    }

    private static double[] repeat(Scenario.Work work, long end) throws IOException {
        double[] millis = new double[1024];
        int count = 0;
        for (long now = System.nanoTime(); now < end && count < MOST_REQUESTS; ) {
            work.run();
            long then = System.nanoTime();
            if (count == millis.length) {
                millis = Arrays.copyOf(millis, count * 2);
            }
            millis[count++] = (then - now) / 1e6;
            now = then;
        }
        return Arrays.copyOf(millis, count);
    }

    @Override
    public void close() throws IOException {
        threads.shutdown();
        for (HttpConnection connection : connections) {
            connection.close();
        }
    }
}
