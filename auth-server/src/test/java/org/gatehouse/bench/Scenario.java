package org.gatehouse.bench;

import java.io.IOException;
import java.util.Arrays;
import org.gatehouse.bench.HttpConnection.Answer;

/** What one connection asks for again and again. The figure is what issue and documentation promise, in CPU-ms. */
enum Scenario {
    CLIENT_CREDENTIALS("client-credentials", 0.25) {
        @Override
        Work prepare(HttpConnection connection, String issuerPath, int number, SignIns signIns) {
            byte[] request = connection.request(
                    "POST",
                    issuerPath + "/oauth2/token",
                    "grant_type=client_credentials&scope=audit.write",
                    Target.basic("robot"));
            return () -> connection.send(request).expect(200);
        }
    },
    REFRESH("refresh", 0.35) {
        @Override
        Work prepare(HttpConnection connection, String issuerPath, int number, SignIns signIns) throws IOException {
            String[] token = {signIns.fresh(connection, number).text("refresh_token")};
            return () -> {
                byte[] request = connection.request(
                        "POST",
                        issuerPath + "/oauth2/token",
                        "grant_type=refresh_token&refresh_token=" + token[0],
                        Target.basic("web"));
                token[0] = connection.send(request).expect(200).text("refresh_token");
            };
        }
    },
    /** From a new browser to the tokens: five requests and more. */
    LOGIN("login", 4) {
        @Override
        Work prepare(HttpConnection connection, String issuerPath, int number, SignIns signIns) {
            int[] person = {number};
            return () -> signIns.fresh(connection, person[0] += 7);
        }
    },
    INTROSPECTION("introspection", 0.08) {
        @Override
        Work prepare(HttpConnection connection, String issuerPath, int number, SignIns signIns) throws IOException {
            byte[] request = connection.request(
                    "POST",
                    issuerPath + "/oauth2/introspect",
                    "token=" + signIns.shared(connection, number),
                    Target.basic("robot"));
            return () -> require(connection.send(request), "\"active\":true");
        }
    },
    USERINFO("userinfo", 0.08) {
        @Override
        Work prepare(HttpConnection connection, String issuerPath, int number, SignIns signIns) throws IOException {
            String token = signIns.shared(connection, number);
            byte[] request = connection.request("GET", issuerPath + "/userinfo", "", "Authorization: Bearer " + token);
            return () -> require(connection.send(request), "\"sub\"");
        }
    },
    JWKS("jwks", 0.03) {
        @Override
        Work prepare(HttpConnection connection, String issuerPath, int number, SignIns signIns) {
            byte[] request = connection.request("GET", issuerPath + "/oauth2/jwks", "");
            return () -> require(connection.send(request), "\"keys\"");
        }
    },
    DISCOVERY("discovery", 0.03) {
        @Override
        Work prepare(HttpConnection connection, String issuerPath, int number, SignIns signIns) {
            byte[] request = connection.request("GET", issuerPath + "/.well-known/openid-configuration", "");
            return () -> require(connection.send(request), "\"issuer\"");
        }
    };

    private final String title;
    private final double promised;

    Scenario(String title, double promised) {
        this.title = title;
        this.promised = promised;
    }

    /** One request, or one sign-in. */
    interface Work {
        void run() throws IOException;
    }

    /** @param number of the connection; neighbours are different people */
    abstract Work prepare(HttpConnection connection, String issuerPath, int number, SignIns signIns) throws IOException;

    String title() {
        return title;
    }

    double promised() {
        return promised;
    }

    static Scenario of(String title) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No scenario is called " + title));
    }

    private static void require(Answer answer, String content) {
        if (!answer.expect(200).body().contains(content)) {
            throw new IllegalStateException("No " + content + " in " + answer.body());
        }
    }
}
