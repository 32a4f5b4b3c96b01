package org.gatehouse.server.crash;

import java.time.Duration;
import java.util.Map;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.server.crash.Finding.Kind;
import org.gatehouse.server.crash.Ledger.Expected;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.RelyingApp;

/** Carol at her console: one access token for all she does, renewed before it expires. */
final class Administrator {

    static final String NAME = "carol";

    private static final String PASSWORD = "Correct-horse-7-battery";
    private static final String SCOPES =
            "openid users.read users.write users.delete users.erase roles.grant clients.read"
                    + " clients.write realm.read realm.write";

    /** Half of what the realm file lets an access token live. */
    private static final Duration RENEWED = Duration.ofMinutes(5);

    private final Ledger ledger;
    private final SignIns signIns;
    private final RelyingApp console;
    private String token = "";
    private long obtainedAt;

    Administrator(Ledger ledger, SignIns signIns, RelyingApp console) {
        this.ledger = ledger;
        this.signIns = signIns;
        this.console = console;
    }

    Answer call(Caller caller, String method, String path, String json, String... headers) throws CutOff {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Authorization";
        all[headers.length + 1] = "Bearer " + token(caller);
        return caller.call(method, "/api/realms/acme" + path, json, all);
    }

    private synchronized String token(Caller caller) throws CutOff {
        if (token.isEmpty() || System.nanoTime() - obtainedAt > RENEWED.toNanos()) {
            token = obtain(caller.stranger());
            obtainedAt = System.nanoTime();
        }
        return token;
    }

    private String obtain(Caller browser) throws CutOff {
        signIns.works(browser, NAME, PASSWORD);
        Map<String, String> request = console.authorization();
        request.put("scope", SCOPES);
        Answer withCode = browser.get(console.path("/oauth2/authorize?" + Browser.encode(request)));
        ledger.acknowledged(withCode, NAME, Expected.success(Activity.CODE_ISSUED));
        Answer answer = browser.stranger()
                .post(
                        console.path("/oauth2/token"),
                        console.redemption(withCode.redirectParameter("code")),
                        console.authentication());
        if (answer.status() == 200) {
            ledger.acknowledged(answer, NAME, Expected.success(Activity.TOKEN_ISSUED));
        } else {
            ledger.finding(Kind.WRONG_ANSWER, "The administrator got no token: " + answer.status());
        }
        return answer.json("access_token");
    }
}
