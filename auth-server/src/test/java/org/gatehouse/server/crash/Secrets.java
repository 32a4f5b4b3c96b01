package org.gatehouse.server.crash;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.server.crash.Finding.Kind;
import org.gatehouse.server.crash.Ledger.Expected;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.RelyingApp;

/** An administrator replaces a client's secret, one beside the other and then the older away, and the realm's keys. */
final class Secrets implements Operation {

    private static final String CLIENT = "rotor";
    private static final String PATH = "/clients/" + CLIENT;

    private final Ledger ledger;
    private final Administrator administrator;
    private final ReentrantLock turn = new ReentrantLock();
    private final Map<String, String> added = new LinkedHashMap<>();
    private final Map<String, String> removed = new LinkedHashMap<>();

    Secrets(Ledger ledger, Administrator administrator) {
        this.ledger = ledger;
        this.administrator = administrator;
    }

    /** One at a time, as people agree on it. */
    @Override
    public void perform(Person person) throws CutOff {
        turn.lock();
        try {
            List<String> ids = ids(person);
            if (ids.size() > 1) {
                remove(person, ids.get(0));
            } else {
                add(person);
            }
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void verify(Person person) throws CutOff {
        turn.lock();
        try {
            for (Map.Entry<String, String> secret : added.entrySet()) {
                expect(person, secret.getValue(), 200, "A secret that was acknowledged does not work");
            }
            for (Map.Entry<String, String> secret : removed.entrySet()) {
                expect(person, secret.getValue(), 401, "A secret that was removed works");
            }
            added.clear(); // once is enough
            removed.clear();
        } finally {
            turn.unlock();
        }
    }

    private void add(Person person) throws CutOff {
        Answer answer = administrator.call(person.browser().stranger(), "POST", PATH + "/secrets", "{}");
        if (answer.status() != 201) {
            ledger.finding(Kind.WRONG_ANSWER, "A secret was not added: " + answer.body());
            return;
        }
        ledger.acknowledged(answer, Administrator.NAME, Expected.success(Activity.CLIENT_CHANGED));
        added.put(answer.json("id"), answer.json("value"));
    }

    private void remove(Person person, String id) throws CutOff {
        try {
            Answer answer = administrator.call(person.browser().stranger(), "DELETE", PATH + "/secrets/" + id, null);
            if (answer.status() != 204) {
                ledger.finding(Kind.WRONG_ANSWER, "A secret was not removed: " + answer.body());
                return;
            }
            ledger.acknowledged(answer, Administrator.NAME, Expected.success(Activity.CLIENT_CHANGED));
            over(id);
        } catch (CutOff cut) {
            person.doubts(() -> settle(person, id, cut.request()));
            throw cut;
        }
    }

    private void settle(Person person, String id, long request) throws CutOff {
        turn.lock();
        try {
            boolean done = !ids(person).contains(id);
            if (done) { // by this request, or by whoever came next
                over(id);
            } else {
                ledger.settled(request, Activity.CLIENT_CHANGED, false, "removal of a secret");
            }
        } finally {
            turn.unlock();
        }
    }

    private void over(String id) {
        String value = added.remove(id);
        if (value != null) {
            removed.put(id, value);
        }
    }

    private List<String> ids(Person person) throws CutOff {
        return administrator
                .call(person.browser().stranger(), "GET", PATH, null)
                .json()
                .path("secrets")
                .valueStream()
                .map(secret -> secret.path("id").asString())
                .toList();
    }

    private void expect(Person person, String secret, int status, String otherwise) throws CutOff {
        Answer answer = person.browser()
                .stranger()
                .post(
                        "/realms/acme/oauth2/token",
                        Map.of("grant_type", "client_credentials", "scope", "reports"),
                        "Authorization",
                        RelyingApp.basic(CLIENT, secret));
        ledger.acknowledged(
                answer,
                "",
                answer.status() == 200
                        ? Expected.success(Activity.TOKEN_ISSUED)
                        : Expected.denied(Activity.CLIENT_AUTH_FAILED));
        if (answer.status() != status) {
            ledger.finding(Kind.ACKNOWLEDGED_BUT_LOST, otherwise);
        }
    }
}
