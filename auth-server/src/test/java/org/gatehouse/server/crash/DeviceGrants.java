package org.gatehouse.server.crash;

import java.util.Map;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.server.crash.Finding.Kind;
import org.gatehouse.server.crash.Ledger.Expected;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.RelyingApp;

/**
 * A screen in a hall asks, a person says yes, and the screen gets tokens once (RFC 8628). It belongs to nobody, so it is no
 * device of the person's.
 */
final class DeviceGrants implements Operation {

    private static final String PAGE = "/realms/acme/device/";
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    private final Ledger ledger;
    private final SignIns signIns;
    private final RelyingApp kiosk;

    DeviceGrants(Ledger ledger, SignIns signIns, RelyingApp kiosk) {
        this.ledger = ledger;
        this.signIns = signIns;
        this.kiosk = kiosk;
    }

    @Override
    public boolean isPossible(Person person) {
        return person.isSignedIn();
    }

    @Override
    public void perform(Person person) throws CutOff {
        Answer begun = person.browser()
                .stranger()
                .post(kiosk.path("/oauth2/device_authorization"), Map.of("scope", "profile"), kiosk.authentication());
        if (begun.status() != 200) {
            ledger.finding(Kind.WRONG_ANSWER, "A device was answered with " + begun.status());
            return;
        }
        ledger.acknowledged(begun, "", Expected.success(Activity.CODE_ISSUED));
        allow(person, begun);
    }

    private void allow(Person person, Answer begun) throws CutOff {
        String page = PAGE + begun.json("user_code");
        Answer shown = person.browser().get(page);
        if (shown.status() == 302) {
            signIns.lost(person);
        } else if (shown.status() == 200) { // or the person tried too many codes
            Answer answer = person.browser().submit(shown, page, Map.of("decision", "allow"));
            if (answer.location().endsWith("/allowed")) {
                ledger.acknowledged(answer, person.userName(), Expected.success(Activity.CONSENT_GRANTED));
                obtain(person, begun.json("device_code"));
            }
        }
    }

    /** What was allowed is obtained; when the answer is lost, a second one carries tokens only if the first never was. */
    private void obtain(Person person, String code) throws CutOff {
        try {
            if (!isObtained(person, code)) {
                ledger.finding(Kind.ACKNOWLEDGED_BUT_LOST, "%s allowed a device in vain".formatted(person.userName()));
            }
        } catch (CutOff cut) {
            person.doubts(() -> isObtained(person, code)); // should both have worked, the trail counts two
            throw cut;
        }
        person.doubts(() -> mustBeOver(person, code));
    }

    private void mustBeOver(Person person, String code) throws CutOff {
        if (isObtained(person, code)) {
            ledger.finding(Kind.USED_TWICE, "A device code of %s worked again".formatted(person.userName()));
        }
    }

    private boolean isObtained(Person person, String code) throws CutOff {
        Map<String, String> form = Map.of("grant_type", GRANT, "device_code", code);
        Answer answer = person.browser().stranger().post(kiosk.path("/oauth2/token"), form, kiosk.authentication());
        boolean obtained = answer.status() == 200;
        ledger.acknowledged(
                answer,
                obtained ? person.userName() : "",
                obtained ? Expected.success(Activity.TOKEN_ISSUED) : Expected.denied(Activity.TOKEN_REFUSED));
        return obtained;
    }
}
