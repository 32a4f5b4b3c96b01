package org.gatehouse.server.crash;

import java.util.Map;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.server.crash.Finding.Kind;
import org.gatehouse.server.crash.Ledger.Expected;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.RelyingApp;

/** A service gets a token for itself: no person, and nothing is kept but the entry. */
final class ServiceTokens implements Operation {

    private final Ledger ledger;
    private final RelyingApp service;

    ServiceTokens(Ledger ledger, RelyingApp service) {
        this.ledger = ledger;
        this.service = service;
    }

    @Override
    public void perform(Person person) throws CutOff {
        obtain(person.browser().stranger());
    }

    void obtain(Caller caller) throws CutOff {
        Answer answer = caller.post(
                service.path("/oauth2/token"),
                Map.of("grant_type", "client_credentials", "scope", "reports"),
                service.authentication());
        if (answer.status() == 200) {
            ledger.acknowledged(answer, "exporter", Expected.success(Activity.TOKEN_ISSUED));
        } else {
            ledger.finding(Kind.WRONG_ANSWER, "A service's token request was answered with " + answer.status());
        }
    }
}
