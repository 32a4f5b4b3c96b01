package org.gatehouse.server.crash;

import java.util.List;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.server.crash.Finding.Kind;
import org.gatehouse.server.crash.Ledger.Expected;
import org.gatehouse.server.testing.Answer;

/** A relying app gives a refresh token back (RFC 7009). */
final class Revocations implements Operation {

    private final Ledger ledger;
    private final Tokens tokens;

    Revocations(Ledger ledger, Tokens tokens) {
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
        try {
            Answer answer = person.browser()
                    .stranger()
                    .post(
                            lineage.app().path("/oauth2/revoke"),
                            lineage.app().revocation(lineage.current()),
                            lineage.app().authentication());
            if (answer.status() == 200) {
                ledger.acknowledged(answer, person.userName(), Expected.success(Activity.TOKEN_REVOKED));
                ledger.removed(answer, List.of(lineage));
                lineage.end();
            } else {
                ledger.finding(Kind.WRONG_ANSWER, "A revocation was answered with " + answer.status());
            }
        } catch (CutOff cut) {
            person.doubts(() -> settle(person, lineage, cut.request()));
            throw cut;
        }
    }

    private void settle(Person person, Lineage lineage, long request) throws CutOff {
        if (!lineage.isLive() || !tokens.refresh(person, lineage)) {
            lineage.end();
        } else {
            ledger.settled(request, Activity.TOKEN_REVOKED, false, "revocation by " + person.userName());
        }
    }
}
