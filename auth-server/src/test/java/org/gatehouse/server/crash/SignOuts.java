package org.gatehouse.server.crash;

import java.util.List;
import java.util.Map;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.server.crash.Ledger.Expected;
import org.gatehouse.server.testing.Answer;

/** A person signs out, which ends what relying apps obtained through that sign-in. */
final class SignOuts implements Operation {

    private final Ledger ledger;
    private final SignIns signIns;
    private final Tokens tokens;

    SignOuts(Ledger ledger, SignIns signIns, Tokens tokens) {
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
        Answer page = person.browser().get(SignIns.ACCOUNT);
        if (page.status() != 200) {
            signIns.lost(person);
            return;
        }
        Caller before = person.browser().copy();
        try {
            Answer answer = person.browser().submit(page, "/realms/acme/sign-out", Map.of());
            ledger.acknowledged(answer, person.userName(), Expected.success(Activity.AUTH_LOGOUT));
            List<Lineage> ended = ofThisSession(person);
            ledger.removed(answer, ended);
            ledger.over(ended);
            ended.forEach(Lineage::end);
            person.signedOut(before);
        } catch (CutOff cut) {
            person.doubts(() -> settle(person, before, cut.request()));
            throw cut;
        }
    }

    private void settle(Person person, Caller before, long request) throws CutOff {
        boolean ended = before.get(SignIns.ACCOUNT).status() != 200;
        ledger.settled(request, Activity.AUTH_LOGOUT, ended, "sign-out of " + person.userName());
        if (!ended) {
            return;
        }
        ledger.over(ofThisSession(person));
        tokens.mustAllBeOver(person, ofThisSession(person), "a sign-out without an answer");
        person.signedOut(before);
    }

    private static List<Lineage> ofThisSession(Person person) {
        return person.live()
                .filter(lineage -> lineage.session() == person.session())
                .toList();
    }
}
