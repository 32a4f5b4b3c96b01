package org.gatehouse.server.crash;

import java.util.Optional;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.server.crash.Finding.Kind;
import org.gatehouse.server.crash.Ledger.Expected;
import org.gatehouse.server.testing.Answer;

/** An administrator disables somebody who is signed in, which ends all they have, and enables them again. */
final class Suspensions implements Operation {

    private static final String ACCOUNTS = "/accounts";

    private final Ledger ledger;
    private final Administrator administrator;
    private final Tokens tokens;

    Suspensions(Ledger ledger, Administrator administrator, Tokens tokens) {
        this.ledger = ledger;
        this.administrator = administrator;
        this.tokens = tokens;
    }

    @Override
    public boolean isPossible(Person person) {
        return person.isSignedIn();
    }

    @Override
    public void perform(Person person) throws CutOff {
        Optional<String> account = account(person);
        if (account.isPresent()) {
            disable(person, account.get());
        } else {
            ledger.finding(Kind.ACKNOWLEDGED_BUT_LOST, "The administrator cannot see " + person.userName());
        }
    }

    private void disable(Person person, String account) throws CutOff {
        Caller before = person.browser().copy();
        try {
            Answer answer = call(person, "POST", account + "/disable");
            if (answer.status() == 200) {
                disabled(person, answer, before);
                person.doubts(() -> enable(person, account));
            } else {
                ledger.finding(Kind.WRONG_ANSWER, "Disabling was answered with " + answer.status());
            }
        } catch (CutOff cut) {
            person.doubts(() -> settle(person, account, before, cut.request()));
            throw cut;
        }
    }

    private void disabled(Person person, Answer answer, Caller before) {
        ledger.acknowledged(answer, Administrator.NAME, Expected.success(Activity.USER_DISABLED));
        ledger.removed(answer, person.live().toList());
        ledger.over(person.live().toList());
        person.live().forEach(Lineage::end);
        person.signedOut(before);
    }

    private void enable(Person person, String account) throws CutOff {
        if (!isDisabled(person, account)) {
            return; // by a request whose answer was cut off
        }
        Answer answer = call(person, "POST", account + "/enable");
        if (answer.status() == 200) {
            ledger.acknowledged(answer, Administrator.NAME, Expected.success(Activity.USER_ENABLED));
        } else {
            ledger.finding(Kind.WRONG_ANSWER, "Enabling was answered with " + answer.status());
        }
    }

    private void settle(Person person, String account, Caller before, long request) throws CutOff {
        boolean disabled = isDisabled(person, account);
        ledger.settled(request, Activity.USER_DISABLED, disabled, "disabling of " + person.userName());
        if (disabled) {
            person.doubts(() -> enable(person, account)); // else tokens were refused for that reason
            person.doubts(() -> endAll(person, before));
        }
    }

    private void endAll(Person person, Caller before) throws CutOff {
        ledger.over(person.live().toList());
        tokens.mustAllBeOver(person, person.live().toList(), "a disabling without an answer");
        if (before.get(SignIns.ACCOUNT).status() == 200) {
            ledger.finding(Kind.HALF_DONE, "%s was disabled, the session lives".formatted(person.userName()));
        }
        person.signedOut(before);
    }

    private boolean isDisabled(Person person, String account) throws CutOff {
        Answer view = call(person, "GET", account);
        return view.status() == 200 && view.json("state").equals("disabled");
    }

    private Optional<String> account(Person person) throws CutOff {
        Answer found = call(person, "GET", ACCOUNTS + "?q=" + person.userName());
        if (found.status() != 200) {
            return Optional.empty();
        }
        return found.json()
                .path("items")
                .valueStream()
                .filter(one -> one.path("userName").asString().equals(person.userName()))
                .map(one -> ACCOUNTS + "/" + one.path("id").asString())
                .findFirst();
    }

    private Answer call(Person person, String method, String path) throws CutOff {
        return administrator.call(person.browser().stranger(), method, path, null);
    }
}
