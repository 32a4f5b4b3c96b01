package org.gatehouse.server.crash;

import java.util.List;
import org.gatehouse.server.testing.Answer;

/** Somebody guesses: at an account that is disabled, or at one that does not exist. */
final class WrongPasswords implements Operation {

    private final SignIns signIns;

    WrongPasswords(SignIns signIns) {
        this.signIns = signIns;
    }

    @Override
    public void perform(Person person) throws CutOff {
        int number = person.random().nextInt(1_000);
        String name = List.of("frank", "nobody-" + number).get(number % 2);
        Answer answer = signIns.attempt(person.browser().stranger(), name, "a-guess-at-a-password");
        signIns.refused(answer);
    }
}
