package org.gatehouse.server.crash;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.server.crash.Finding.Kind;
import org.gatehouse.server.crash.Ledger.Expected;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.RelyingApp;

/** A person signs in to an app that asks for a second factor, with a recovery code: each is good once. */
final class RecoverySignIns implements Operation {

    private static final String PAGE = "/realms/acme/sign-in";

    /** As the seed file gives them to everybody. */
    private static final List<String> CODES = List.of("AAAAA-AAAA1", "AAAAA-AAAA2", "AAAAA-AAAA3", "AAAAA-AAAA4");

    private final Ledger ledger;
    private final RelyingApp app;
    private final Map<Person, Integer> spent = new ConcurrentHashMap<>();

    RecoverySignIns(Ledger ledger, RelyingApp app) {
        this.ledger = ledger;
        this.app = app;
    }

    @Override
    public boolean isPossible(Person person) {
        return person.isSignedIn() && spent(person) < CODES.size();
    }

    @Override
    public void perform(Person person) throws CutOff {
        Caller browser = person.browser().stranger();
        Answer step = step(browser, person);
        String code = CODES.get(spent(person));
        spent.merge(person, 1, Integer::sum);
        try {
            if (!works(browser, person, step, code)) {
                ledger.finding(
                        Kind.ACKNOWLEDGED_BUT_LOST,
                        "A recovery code that %s had not used was refused".formatted(person.userName()));
            }
        } catch (CutOff cut) {
            person.doubts(() -> settle(person, code, cut.request()));
            throw cut;
        }
    }

    /** The last one that was used is used. One try, as more of them would be throttled. */
    @Override
    public void verify(Person person) throws CutOff {
        if (spent(person) == 0) {
            return;
        }
        Caller browser = person.browser().stranger();
        Answer step = step(browser, person);
        if (step.body().contains("recovery-code") && works(browser, person, step, CODES.get(spent(person) - 1))) {
            ledger.finding(Kind.USED_TWICE, "A recovery code of %s".formatted(person.userName()));
        }
    }

    /** Code and entry are one transaction: the code is gone exactly if its entry is there. */
    private void settle(Person person, String code, long request) throws CutOff {
        Caller browser = person.browser().stranger();
        Answer step = step(browser, person);
        boolean used = !works(browser, person, step, code);
        ledger.settled(request, Activity.RECOVERY_USED, used, "recovery code of " + person.userName());
    }

    /** Up to the page that asks for the code. */
    private Answer step(Caller browser, Person person) throws CutOff {
        Answer begun = browser.get(app.path("/oauth2/authorize?" + Browser.encode(app.authorization())));
        Answer page = browser.get(begun.location());
        Answer answer =
                browser.submit(page, PAGE, Map.of("username", person.userName(), "password", person.password()));
        if (answer.status() == 429) {
            ledger.acknowledged(answer, "", Expected.denied(Activity.AUTH_THROTTLED));
            throw new CutOff(0, "too many attempts");
        }
        if (answer.location().contains("/recovery-code?")) {
            ledger.acknowledged(answer, person.userName(), Expected.success(Activity.AUTH_FACTOR));
        } else {
            ledger.finding(Kind.WRONG_ANSWER, "%s was led to %s".formatted(person.userName(), answer.location()));
        }
        return browser.get(answer.location());
    }

    private boolean works(Caller browser, Person person, Answer step, String code) throws CutOff {
        Answer answer = browser.submit(step, PAGE + "/recovery-code", Map.of("code", code));
        if (answer.status() == 302) {
            ledger.acknowledged(
                    answer,
                    person.userName(),
                    Expected.success(Activity.RECOVERY_USED),
                    Expected.success(Activity.AUTH_LOGIN));
            return true;
        }
        boolean throttled = answer.status() == 429;
        ledger.acknowledged(
                answer,
                "",
                throttled ? Expected.denied(Activity.AUTH_THROTTLED) : Expected.failure(Activity.AUTH_FACTOR));
        if (throttled) {
            throw new CutOff(0, "too many attempts");
        }
        return false;
    }

    private int spent(Person person) {
        return spent.getOrDefault(person, 0);
    }
}
