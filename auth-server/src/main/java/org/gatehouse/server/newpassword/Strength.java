package org.gatehouse.server.newpassword;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import me.gosimple.nbvcxz.Nbvcxz;
import me.gosimple.nbvcxz.resources.ConfigurationBuilder;
import me.gosimple.nbvcxz.resources.Feedback;
import me.gosimple.nbvcxz.scoring.Result;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Estimates how long a password would stand, as advice: no rule is made of it. Dictionaries are read at the first use. */
@Component
class Strength {

    /** In characters; what comes after them is not looked at, for the time it takes grows faster than the length. */
    private static final int LOOKED_AT = 64;

    /** Milliseconds the search for the best combination may take. */
    private static final long PATIENCE = 50;

    /** At once; whoever comes then gets no advice, which nobody needs. */
    private final Semaphore turns = new Semaphore(1);

    /**
     * An estimate.
     *
     * @param score 0 to 4, a magnitude of guesses each
     * @param weakness {@code repeat}, {@code sequence}, {@code spatial}, {@code year} or {@code date}; null for none of
     *     them
     */
    record Estimate(int score, @Nullable String weakness) {}

    /** Empty when others are being estimated. */
    Optional<Estimate> of(String candidate) {
        if (!turns.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return Optional.of(estimate(shortened(candidate)));
        } finally {
            turns.release();
        }
    }

    private static Estimate estimate(String candidate) {
        Result result = Estimator.NBVCXZ.estimate(candidate);
        return new Estimate(result.getBasicScore(), weakness(result.getFeedback()));
    }

    /** The kind of pattern that was found. That a word is in a list is told when the form is sent, and not before. */
    private static @Nullable String weakness(@Nullable Feedback feedback) {
        String key = feedback == null ? null : feedback.getWarningKey(); // feedback.repeat.warning.likeAAA
        String[] parts = key == null ? new String[0] : key.split("\\.", 3);
        return parts.length < 2 || parts[1].equals("dictionary") ? null : parts[1].toLowerCase(Locale.ROOT);
    }

    private static String shortened(String candidate) {
        return candidate.length() <= LOOKED_AT ? candidate : candidate.substring(0, LOOKED_AT);
    }

    private static final class Estimator {

        static final Nbvcxz NBVCXZ = new Nbvcxz(new ConfigurationBuilder()
                .setLocale(Locale.ENGLISH) // only codes are read, no texts
                .setMaxLength(LOOKED_AT)
                .setDistanceCalc(false)
                .setCombinationAlgorithmTimeout(PATIENCE)
                .createConfiguration());
    }
}
