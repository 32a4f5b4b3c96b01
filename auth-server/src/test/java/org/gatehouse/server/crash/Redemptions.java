package org.gatehouse.server.crash;

import java.util.List;
import java.util.Map;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.server.crash.Finding.Kind;
import org.gatehouse.server.crash.Ledger.Expected;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.RelyingApp;

/** A relying app gets a code and exchanges it. */
final class Redemptions implements Operation {

    private final Ledger ledger;
    private final SignIns signIns;
    private final Tokens tokens;
    private final List<RelyingApp> apps;

    Redemptions(Ledger ledger, SignIns signIns, Tokens tokens, List<RelyingApp> apps) {
        this.ledger = ledger;
        this.signIns = signIns;
        this.tokens = tokens;
        this.apps = apps;
    }

    @Override
    public boolean isPossible(Person person) {
        return person.isSignedIn();
    }

    @Override
    public void perform(Person person) throws CutOff {
        RelyingApp app = apps.get(person.random().nextInt(apps.size()));
        Answer answer = authorize(person, app, app.authorization());
        if (answer.redirectParameter("code").isEmpty()) {
            signIns.lost(person);
        } else {
            redeem(person, app, answer);
        }
    }

    Answer authorize(Person person, RelyingApp app, Map<String, String> request) throws CutOff {
        return person.browser().get(app.path("/oauth2/authorize?" + Browser.encode(request)));
    }

    /** @param withCode the redirect that carries the code */
    void redeem(Person person, RelyingApp app, Answer withCode) throws CutOff {
        ledger.acknowledged(withCode, person.userName(), Expected.success(Activity.CODE_ISSUED));
        Lineage lineage =
                new Lineage(app, withCode.redirectParameter("code"), withCode.header("X-Request-Id"), person.session());
        person.add(lineage);
        try {
            if (!tokens.redeem(person, lineage)) {
                ledger.finding(
                        Kind.ACKNOWLEDGED_BUT_LOST, "A fresh code of %s was refused".formatted(person.userName()));
            }
        } catch (CutOff cut) {
            // refused if it was redeemed the first time; should both have worked, the trail counts two
            person.doubts(() -> tokens.redeem(person, lineage));
            throw cut;
        }
    }
}
