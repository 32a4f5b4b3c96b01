package org.gatehouse.server.crash;

import java.util.Map;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.server.crash.Finding.Kind;
import org.gatehouse.server.crash.Ledger.Expected;
import org.gatehouse.server.testing.Answer;

/** A person signs in with the password they were last told is theirs. */
final class SignIns implements Operation {

    static final String ACCOUNT = "/realms/acme/account";
    private static final String PAGE = "/realms/acme/sign-in";

    private final Ledger ledger;

    SignIns(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public boolean isPossible(Person person) {
        return !person.isSignedIn();
    }

    @Override
    public void perform(Person person) throws CutOff {
        person.browser().forgetCookies();
        if (works(person.browser(), person, person.password())) {
            person.signedIn();
        } else {
            ledger.finding(
                    Kind.ACKNOWLEDGED_BUT_LOST,
                    "The last acknowledged password of %s does not sign in".formatted(person.userName()));
        }
    }

    /** People stay signed in, and who signed out stays out. Ends with everybody signed in, for what comes next. */
    @Override
    public void verify(Person person) throws CutOff {
        if (person.isSignedIn() && person.browser().get(ACCOUNT).status() != 200) {
            lost(person);
        }
        for (Caller former : person.signedOut()) {
            if (former.get(ACCOUNT).status() == 200) {
                ledger.finding(
                        Kind.ACKNOWLEDGED_BUT_LOST, "A session that %s ended lives".formatted(person.userName()));
            }
        }
        if (!person.isSignedIn()) {
            perform(person);
        }
    }

    /** @throws CutOff also when there were too many attempts: then nobody can tell */
    boolean works(Caller browser, Person person, String password) throws CutOff {
        return works(browser, person.userName(), password);
    }

    boolean works(Caller browser, String userName, String password) throws CutOff {
        Answer answer = attempt(browser, userName, password);
        if (answer.location().endsWith("/account")) {
            ledger.acknowledged(answer, userName, Expected.success(Activity.AUTH_LOGIN));
            return true;
        }
        refused(answer);
        if (answer.status() == 429) {
            throw new CutOff(0, "too many attempts");
        }
        return false;
    }

    Answer attempt(Caller browser, String userName, String password) throws CutOff {
        return browser.submit(browser.get(PAGE), PAGE, Map.of("username", userName, "password", password));
    }

    void refused(Answer answer) {
        ledger.acknowledged(
                answer,
                "",
                answer.status() == 429
                        ? Expected.denied(Activity.AUTH_THROTTLED)
                        : Expected.failure(Activity.AUTH_LOGIN));
    }

    /** Somebody who is signed in was asked to sign in. */
    void lost(Person person) {
        ledger.finding(Kind.ACKNOWLEDGED_BUT_LOST, "The session of %s was lost".formatted(person.userName()));
        person.lostSession();
    }
}
