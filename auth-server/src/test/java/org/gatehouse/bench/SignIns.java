package org.gatehouse.bench;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.gatehouse.bench.HttpConnection.Answer;

/** Those who have signed in to a server, so that not each connection has to wait for somebody of its own. */
final class SignIns {

    private static final int SHARED = 8;

    private final String issuerPath;
    private final Map<Integer, String> accessTokens = new HashMap<>();

    SignIns(String issuerPath) {
        this.issuerPath = issuerPath;
    }

    /** The token response of one more sign-in. */
    Answer fresh(HttpConnection connection, int number) throws IOException {
        return new SignIn(connection, issuerPath).run(Target.userName(number));
    }

    /** One of a few access tokens; while connections are prepared only. */
    String shared(HttpConnection connection, int number) throws IOException {
        String token = accessTokens.get(number % SHARED);
        if (token == null) {
            token = fresh(connection, number % SHARED).text("access_token");
            accessTokens.put(number % SHARED, token);
        }
        return token;
    }
}
