package org.gatehouse.server.crash;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.server.crash.Finding.Kind;
import org.gatehouse.server.crash.Ledger.Expected;
import org.gatehouse.server.testing.Answer;

/** An administrator hands out a token that is good for one client, and a client registers itself with it (RFC 7591). */
final class Registrations implements Operation {

    private static final String ENDPOINT = "/realms/acme/connect/register";
    private static final String CLIENT = "{\"redirect_uris\":[\"https://app.example/cb\"],\"client_name\":\"App\"}";

    private final Ledger ledger;
    private final Administrator administrator;
    private final Map<Registered, String> registered = new ConcurrentHashMap<>();

    Registrations(Ledger ledger, Administrator administrator) {
        this.ledger = ledger;
        this.administrator = administrator;
    }

    /** What an answer said a client may be looked after with (RFC 7592). */
    private record Registered(String by, String address, String token) {}

    @Override
    public void perform(Person person) throws CutOff {
        String body = "{\"note\":\"crash\",\"uses\":1,\"expiresAt\":\"%s\"}"
                .formatted(Instant.now().plusSeconds(3_600));
        Answer made = administrator.call(person.browser().stranger(), "POST", "/initial-access-tokens", body);
        if (made.status() != 201) {
            ledger.finding(Kind.WRONG_ANSWER, "No initial access token: " + made.body());
            return;
        }
        ledger.acknowledged(made, Administrator.NAME, Expected.success(Activity.REALM_CHANGED));
        String token = made.json("value");
        try {
            if (!isRegistered(person, token)) {
                ledger.finding(Kind.ACKNOWLEDGED_BUT_LOST, "A fresh initial access token was refused");
            }
        } catch (CutOff cut) {
            person.doubts(() -> isRegistered(person, token)); // the table beside the trail tells whether both worked
            throw cut;
        }
        person.doubts(() -> mustBeOver(person, token));
    }

    @Override
    public void verify(Person person) throws CutOff {
        for (Registered client : registered.keySet()) {
            if (client.by().equals(person.userName())) {
                Answer view =
                        person.browser().stranger().get(client.address(), "Authorization", "Bearer " + client.token());
                if (view.status() != 200) {
                    ledger.finding(Kind.ACKNOWLEDGED_BUT_LOST, "Client %s is gone".formatted(client.address()));
                }
            }
        }
    }

    private void mustBeOver(Person person, String token) throws CutOff {
        if (isRegistered(person, token)) {
            ledger.finding(Kind.USED_TWICE, "An initial access token for one client worked again");
        }
    }

    private boolean isRegistered(Person person, String token) throws CutOff {
        Answer answer = person.browser().stranger().call("POST", ENDPOINT, CLIENT, "Authorization", "Bearer " + token);
        boolean done = answer.status() == 201;
        ledger.acknowledged(
                answer,
                "",
                done ? Expected.success(Activity.CLIENT_CHANGED) : Expected.denied(Activity.CLIENT_CHANGED));
        if (done) {
            String address = URI.create(answer.json("registration_client_uri")).getPath();
            registered.put(
                    new Registered(person.userName(), address, answer.json("registration_access_token")), address);
        }
        return done;
    }
}
