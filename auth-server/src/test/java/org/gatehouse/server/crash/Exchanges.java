package org.gatehouse.server.crash;

import java.util.List;
import java.util.Map;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.server.crash.Ledger.Expected;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.RelyingApp;

/** A service that was called with a person's token gets one of its own for that person (RFC 8693). */
final class Exchanges implements Operation {

    private static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    private final Ledger ledger;
    private final RelyingApp service;

    Exchanges(Ledger ledger, RelyingApp service) {
        this.ledger = ledger;
        this.service = service;
    }

    @Override
    public boolean isPossible(Person person) {
        return person.live().findAny().isPresent();
    }

    @Override
    public void perform(Person person) throws CutOff {
        List<Lineage> live = person.live().toList();
        Lineage lineage = live.get(person.random().nextInt(live.size()));
        Answer answer = person.browser()
                .stranger()
                .post(service.path("/oauth2/token"), request(lineage.accessToken()), service.authentication());
        boolean granted = answer.status() == 200; // it may have expired
        ledger.acknowledged(
                answer,
                granted ? person.userName() : "",
                granted ? Expected.success(Activity.TOKEN_ISSUED) : Expected.denied(Activity.TOKEN_REFUSED));
    }

    private static Map<String, String> request(String token) {
        return Map.of("grant_type", GRANT, "subject_token", token, "subject_token_type", ACCESS_TOKEN);
    }
}
