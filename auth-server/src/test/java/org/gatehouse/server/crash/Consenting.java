package org.gatehouse.server.crash;

import java.util.Map;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.server.crash.Finding.Kind;
import org.gatehouse.server.crash.Ledger.Expected;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.RelyingApp;

/** A person allows an app what it asks for, and the app goes on with its code. */
final class Consenting implements Operation {

    private static final String PAGE = "/realms/acme/consent";

    private final Ledger ledger;
    private final SignIns signIns;
    private final Redemptions redemptions;
    private final RelyingApp app;

    Consenting(Ledger ledger, SignIns signIns, Redemptions redemptions, RelyingApp app) {
        this.ledger = ledger;
        this.signIns = signIns;
        this.redemptions = redemptions;
        this.app = app;
    }

    @Override
    public boolean isPossible(Person person) {
        return person.isSignedIn();
    }

    @Override
    public void perform(Person person) throws CutOff {
        Map<String, String> request = app.authorization();
        request.put("prompt", "consent");
        // as apps do: the same request again is the one that was allowed before its answer was cut off, and gets its
        // code
        request.put("state", Long.toHexString(person.random().nextLong()));
        Answer asked = redemptions.authorize(person, app, request);
        if (!asked.location().contains(PAGE)) {
            signIns.lost(person);
            return;
        }
        Answer allowed = allow(person, person.browser().get(asked.location()));
        Answer answer = person.browser().get(allowed.location());
        if (answer.redirectParameter("code").isEmpty()) {
            ledger.finding(Kind.ACKNOWLEDGED_BUT_LOST, "A consent of %s was lost".formatted(person.userName()));
        } else {
            redemptions.redeem(person, app, answer);
        }
    }

    /** Who has allowed it is not asked again. */
    @Override
    public void verify(Person person) throws CutOff {
        if (person.hasConsented() && person.isSignedIn() && !hasCode(person)) {
            ledger.finding(Kind.ACKNOWLEDGED_BUT_LOST, "A consent of %s was lost".formatted(person.userName()));
        }
    }

    private Answer allow(Person person, Answer page) throws CutOff {
        try {
            Answer answer = person.browser().submit(page, PAGE, Map.of("decision", "allow"));
            ledger.acknowledged(answer, person.userName(), Expected.success(Activity.CONSENT_GRANTED));
            person.consented();
            return answer;
        } catch (CutOff cut) {
            if (!person.hasConsented()) { // afterwards nobody can tell a second consent from the first
                person.doubts(() -> settle(person, cut.request()));
            }
            throw cut;
        }
    }

    private void settle(Person person, long request) throws CutOff {
        boolean given = hasCode(person);
        ledger.settled(request, Activity.CONSENT_GRANTED, given, "consent of " + person.userName());
        if (given) {
            person.consented();
        }
    }

    private boolean hasCode(Person person) throws CutOff {
        Answer answer = redemptions.authorize(person, app, app.authorization());
        boolean code = !answer.redirectParameter("code").isEmpty();
        if (code) {
            ledger.acknowledged(answer, person.userName(), Expected.success(Activity.CODE_ISSUED));
        }
        return code;
    }
}
