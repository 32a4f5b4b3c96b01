package org.gatehouse.server.crash;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.server.crash.Finding.Kind;
import org.gatehouse.server.crash.Ledger.Expected;
import org.gatehouse.server.testing.Answer;

/** A person changes the password; everything opened with the old one, but this session, ends with it. */
final class PasswordChanges implements Operation {

    private static final String PAGE = "/realms/acme/account/password";

    private final Ledger ledger;
    private final SignIns signIns;
    private final Tokens tokens;

    PasswordChanges(Ledger ledger, SignIns signIns, Tokens tokens) {
        this.ledger = ledger;
        this.signIns = signIns;
        this.tokens = tokens;
    }

    @Override
    public boolean isPossible(Person person) {
        return person.isSignedIn();
    }

    @Override
    public void perform(Person person) throws CutOff {
        Optional<Caller> elsewhere = person.random().nextBoolean() ? Optional.of(elsewhere(person)) : Optional.empty();
        Answer page = person.browser().get(PAGE);
        if (page.status() != 200) {
            signIns.lost(person);
            return;
        }
        change(person, page, person.anotherPassword(), elsewhere);
    }

    /** The last password works, as somebody can tell who is signed in; the one before must not. */
    @Override
    public void verify(Person person) throws CutOff {
        List<String> former = person.formerPasswords();
        if (!former.isEmpty() && signIns.works(person.browser().stranger(), person, former.get(former.size() - 1))) {
            ledger.finding(
                    Kind.ACKNOWLEDGED_BUT_LOST,
                    "%s can sign in with a password that was changed".formatted(person.userName()));
        }
        if (!former.isEmpty() && !signIns.works(person.browser().stranger(), person, person.password())) {
            ledger.finding(Kind.ACKNOWLEDGED_BUT_LOST, "A password change of %s".formatted(person.userName()));
        }
    }

    private Caller elsewhere(Person person) throws CutOff {
        Caller browser = person.browser().stranger();
        signIns.works(browser, person, person.password());
        return browser;
    }

    private void change(Person person, Answer page, String wanted, Optional<Caller> elsewhere) throws CutOff {
        Map<String, String> form = Map.of("current", person.password(), "password", wanted);
        try {
            Answer answer = person.browser().submit(page, PAGE, form);
            if (answer.location().endsWith("?saved")) {
                ledger.acknowledged(answer, person.userName(), Expected.success(Activity.CREDENTIAL_CHANGED));
                person.passwordChanged(wanted);
                ledger.removed(answer, person.live().toList());
                person.live().forEach(Lineage::end);
                elsewhere.ifPresent(person.signedOut()::add);
            } else {
                ledger.finding(Kind.WRONG_ANSWER, "%s could not change the password".formatted(person.userName()));
            }
        } catch (CutOff cut) {
            person.doubts(() -> settle(person, wanted, elsewhere, cut.request()));
            throw cut;
        }
    }

    private void settle(Person person, String wanted, Optional<Caller> elsewhere, long request) throws CutOff {
        boolean changed = signIns.works(person.browser().stranger(), person, wanted);
        ledger.settled(request, Activity.CREDENTIAL_CHANGED, changed, "password change of " + person.userName());
        if (changed) {
            if (!person.password().equals(wanted)) { // a doubt may be cut off itself, and is settled again
                person.passwordChanged(wanted);
            }
            endAll(person, elsewhere);
        } else if (!signIns.works(person.browser().stranger(), person, person.password())) {
            ledger.finding(
                    Kind.HALF_DONE, "Neither the old nor the new password of %s works".formatted(person.userName()));
        }
    }

    private void endAll(Person person, Optional<Caller> elsewhere) throws CutOff {
        tokens.mustAllBeOver(person, person.live().toList(), "a password change without an answer");
        if (elsewhere.isPresent() && elsewhere.get().get(SignIns.ACCOUNT).status() == 200) {
            ledger.finding(
                    Kind.HALF_DONE, "The password of %s changed, another session lives".formatted(person.userName()));
        }
    }
}
