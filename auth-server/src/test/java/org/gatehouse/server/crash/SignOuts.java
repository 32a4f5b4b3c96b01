package org.gatehouse.server.crash;

import java.util.Map;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.server.crash.Finding.Kind;
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
            person.signedOut(before);
            person.live()
                    .filter(lineage -> lineage.session() == person.session())
                    .forEach(Lineage::end);
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
        for (Lineage lineage : person.live().toList()) {
            if (lineage.session() == person.session()) {
                tokens.mustBeOver(person, lineage, Kind.HALF_DONE, "a sign-out without an answer");
            }
        }
        person.signedOut(before);
    }
}
