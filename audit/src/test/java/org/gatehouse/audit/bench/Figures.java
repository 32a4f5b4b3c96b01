package org.gatehouse.audit.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each round measured; in the end the median of the rounds, with the best and the worst. */
final class Figures {

    private final Map<String, List<Double>> rounds = new LinkedHashMap<>();

    double add(String name, double value) {
        rounds.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        return value;
    }

    void print() {
        System.out.printf("%n%-58s %12s %12s %12s%n", "of all rounds", "median", "lowest", "highest");
        rounds.forEach((name, values) -> {
            List<Double> sorted = values.stream().sorted().toList();
            System.out.printf(
                    "%-58s %12s %12s %12s%n",
                    name,
                    text(sorted.get(sorted.size() / 2)),
                    text(sorted.get(0)),
                    text(sorted.get(sorted.size() - 1)));
        });
    }

    static String text(double value) {
        return String.format(value < 100 ? "%.2f" : "%,.0f", value);
    }
}
