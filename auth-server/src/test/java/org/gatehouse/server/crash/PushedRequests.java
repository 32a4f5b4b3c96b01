package org.gatehouse.server.crash;

import java.util.Map;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.server.crash.Finding.Kind;
import org.gatehouse.server.crash.Ledger.Expected;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.RelyingApp;

/** A relying app pushes its request (RFC 9126); what the browser then brings is answered once. */
final class PushedRequests implements Operation {

    private final Ledger ledger;
    private final Redemptions redemptions;
    private final RelyingApp app;

    PushedRequests(Ledger ledger, Redemptions redemptions, RelyingApp app) {
        this.ledger = ledger;
        this.redemptions = redemptions;
        this.app = app;
    }

    @Override
    public boolean isPossible(Person person) {
        return person.isSignedIn();
    }

    @Override
    public void perform(Person person) throws CutOff {
        Answer pushed =
                person.browser().stranger().post(app.path("/oauth2/par"), app.authorization(), app.authentication());
        if (pushed.status() != 201) {
            ledger.finding(Kind.WRONG_ANSWER, "A pushed request was answered with " + pushed.status());
            return;
        }
        Map<String, String> reference = app.reference(pushed.json("request_uri"));
        Answer answer = redemptions.authorize(person, app, reference);
        if (answer.redirectParameter("code").isEmpty()) { // its answer was lost, and the library asked again
            ledger.possible(answer, "", Expected.denied(Activity.TOKEN_REFUSED));
        } else {
            answered(person, reference, answer);
        }
    }

    private void answered(Person person, Map<String, String> reference, Answer withCode) throws CutOff {
        person.doubts(() -> mustBeOver(person, reference));
        redemptions.redeem(person, app, withCode);
    }

    private void mustBeOver(Person person, Map<String, String> reference) throws CutOff {
        Answer again = person.browser().get(app.path("/oauth2/authorize?" + Browser.encode(reference)));
        ledger.possible(again, "", Expected.denied(Activity.TOKEN_REFUSED)); // not when the session is gone too
        if (!again.redirectParameter("code").isEmpty()) {
            ledger.finding(Kind.USED_TWICE, "A pushed request of %s was answered again".formatted(person.userName()));
        }
    }
}
