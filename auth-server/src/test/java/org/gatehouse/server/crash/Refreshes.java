package org.gatehouse.server.crash;

import java.time.Duration;
import java.util.List;
import org.gatehouse.server.crash.Finding.Kind;

/** A relying app refreshes; when the answer is lost it tries again with the same token, as phones do. */
final class Refreshes implements Operation {

    /** The service promises thirty seconds. */
    private static final Duration RETRY = Duration.ofSeconds(25);

    private final Ledger ledger;
    private final Tokens tokens;

    Refreshes(Ledger ledger, Tokens tokens) {
        this.ledger = ledger;
        this.tokens = tokens;
    }

    @Override
    public boolean isPossible(Person person) {
        return person.live().findAny().isPresent();
    }

    @Override
    public void perform(Person person) throws CutOff {
        List<Lineage> live = person.live().toList();
        Lineage lineage = live.get(person.random().nextInt(live.size()));
        long asked = System.nanoTime();
        try {
            refresh(person, lineage, true);
        } catch (CutOff cut) {
            person.doubts(() -> retry(person, lineage, asked));
            throw cut;
        }
    }

    /** The last token of each lineage works if nobody ended it; what was used or ended stays so. */
    @Override
    public void verify(Person person) throws CutOff {
        for (Lineage lineage : person.lineages()) {
            if (lineage.isLive()) {
                refresh(person, lineage, true);
                tokens.replay(person, lineage, Replays.used(person, lineage), true);
            }
            tokens.mustBeOver(person, lineage, Kind.ACKNOWLEDGED_BUT_LOST, "its end was acknowledged");
            tokens.replay(person, lineage, lineage.app().redemption(lineage.code()), false);
        }
    }

    private void retry(Person person, Lineage lineage, long asked) throws CutOff {
        boolean inTime = System.nanoTime() - asked < RETRY.toNanos();
        if (lineage.isLive()) {
            refresh(person, lineage, inTime);
        }
    }

    private void refresh(Person person, Lineage lineage, boolean mustWork) throws CutOff {
        if (tokens.refresh(person, lineage)) {
            return;
        }
        lineage.end();
        if (mustWork) {
            ledger.finding(
                    Kind.ACKNOWLEDGED_BUT_LOST,
                    "The current refresh token of %s was refused".formatted(person.userName()));
        }
    }
}
