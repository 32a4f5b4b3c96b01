package org.gatehouse.server.crash;

import java.util.List;
import java.util.Map;

/** Somebody uses a code or a rotated refresh token again. */
final class Replays implements Operation {

    private final Tokens tokens;

    Replays(Tokens tokens) {
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
        Map<String, String> used = used(person, lineage);
        try {
            tokens.replay(person, lineage, used, true);
        } catch (CutOff cut) {
            person.doubts(() -> tokens.replay(person, lineage, used, false)); // perhaps it is over already
            throw cut;
        }
    }

    /** Something of the lineage that was used and has a successor. */
    static Map<String, String> used(Person person, Lineage lineage) {
        List<String> rotated = lineage.rotated();
        return rotated.isEmpty() || person.random().nextBoolean()
                ? lineage.app().redemption(lineage.code())
                : lineage.app().refreshment(rotated.get(person.random().nextInt(rotated.size())));
    }
}
