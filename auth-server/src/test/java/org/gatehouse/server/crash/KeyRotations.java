package org.gatehouse.server.crash;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.server.crash.Finding.Kind;
import org.gatehouse.server.crash.Ledger.Expected;
import org.gatehouse.server.testing.Answer;

/** An administrator has the realm's keys replaced: the next are published an hour before they sign. */
final class KeyRotations implements Operation {

    private static final String[] ALGORITHMS = {"EdDSA", "ES256", "RS256"};

    private final Ledger ledger;
    private final Administrator administrator;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    KeyRotations(Ledger ledger, Administrator administrator) {
        this.ledger = ledger;
        this.administrator = administrator;
    }

    @Override
    public void perform(Person person) throws CutOff {
        String algorithm = ALGORITHMS[person.random().nextInt(ALGORITHMS.length)];
        Answer answer = administrator.call(
                person.browser().stranger(), "POST", "/keys/rotate", "{\"algorithm\":\"" + algorithm + "\"}");
        if (answer.status() == 200) { // where one waits already, that one is it
            ledger.possible(answer, Administrator.NAME, Expected.success(Activity.KEY_ROTATED));
            kids(answer, acknowledged);
        } else {
            ledger.finding(Kind.WRONG_ANSWER, "Keys were not rotated: " + answer.body());
        }
    }

    @Override
    public void verify(Person person) throws CutOff {
        Set<String> published = ConcurrentHashMap.newKeySet();
        kids(administrator.call(person.browser().stranger(), "GET", "/keys", null), published);
        if (!published.containsAll(acknowledged)) {
            ledger.finding(Kind.ACKNOWLEDGED_BUT_LOST, "Keys are gone that were there: " + acknowledged);
        }
    }

    private static void kids(Answer keys, Set<String> into) {
        keys.json().path("items").forEach(key -> into.add(key.path("kid").asString()));
    }
}
