package org.gatehouse.server.directory;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Names as a large organisation has them: some everybody has, many hardly anybody. The n-th most frequent is as likely as
 * 1 / (n + 20): of 1,500 first names the first belongs to 1.2 % of the people, of 40,000 last names to 0.7 %.
 */
final class MadeUpNames {

    private static final String[] SYLLABLES = {
        "ba", "che", "di", "el", "fa", "gou", "hu", "in", "jo", "ka", "le", "mar", "no", "o", "pe", "qua", "ro", "si",
        "tho", "val"
    };

    private final String[] first = invented(1_500, 1);
    private final String[] last = invented(40_000, 2);
    private final double[] firstOdds = odds(first.length);
    private final double[] lastOdds = odds(last.length);

    /** The n-th most frequent first name. */
    String first(int n) {
        return first[n];
    }

    /** The n-th most frequent last name. */
    String last(int n) {
        return last[n];
    }

    /** The name of the person of that number: the same in every run. */
    String of(int person) {
        SplittableRandom random = new SplittableRandom(person);
        return first[drawn(firstOdds, random)] + " " + last[drawn(lastOdds, random)];
    }

    private static int drawn(double[] odds, SplittableRandom random) {
        int place = Arrays.binarySearch(odds, random.nextDouble() * odds[odds.length - 1]);
        return place < 0 ? -place - 1 : place;
    }

    private static double[] odds(int names) {
        double[] odds = new double[names];
        double sum = 0;
        for (int n = 0; n < names; n++) {
            sum += 1.0 / (n + 20);
            odds[n] = sum;
        }
        return odds;
    }

    private static String[] invented(int names, long seed) {
        Random random = new Random(seed);
        return random.ints(0, SYLLABLES.length)
                .mapToObj(syllable -> name(syllable, random))
                .distinct()
                .limit(names)
                .toArray(String[]::new);
    }

    private static String name(int syllable, Random random) {
        StringBuilder name = new StringBuilder(SYLLABLES[syllable]);
        for (int more = 1 + random.nextInt(3); more > 0; more--) {
            name.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
        }
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
