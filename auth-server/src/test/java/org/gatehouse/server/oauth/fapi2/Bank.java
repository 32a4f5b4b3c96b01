package org.gatehouse.server.oauth.fapi2;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Assertion;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.KeyedServer;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.Prover;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;

/** A client of the profile: pushes its requests, signs who it is, proves its key; right unless a test changes it. */
final class Bank {

    static final String PAR = "/oauth2/par";
    static final String TOKEN = "/oauth2/token";

    final TestServer server = KeyedServer.shared();
    final RelyingApp app;
    final Prover prover = Prover.of(server);
    private final String clientId;

    private Bank(String clientId) {
        this.clientId = clientId;
        this.app = RelyingApp.of(server, KeyedServer.REALM, clientId);
    }

    static Bank of(String clientId) {
        return new Bank(clientId);
    }

    Assertion assertion() {
        return Assertion.of(server, KeyedServer.REALM, clientId, KeyedServer.EC);
    }

    String[] proof(String endpoint) {
        return proof(endpoint, claims -> {});
    }

    String[] proof(String endpoint, Consumer<JWTClaimsSet.Builder> changes) {
        return new String[] {"DPoP", prover.proof("POST", app.path(endpoint), changes)};
    }

    Answer push(Map<String, String> request, String... headers) {
        return post(PAR, assertion().on(request), headers);
    }

    Answer post(String endpoint, Map<String, String> form, String... headers) {
        return new Browser(server).post(app.path(endpoint), form, headers);
    }

    /** What the browser brings of a request that was pushed. */
    Map<String, String> pushed(Map<String, String> request, String... headers) {
        return app.reference(push(request, headers).json("request_uri"));
    }

    Map<String, String> pushed() {
        return pushed(app.authorization());
    }

    Map<String, String> authorization(String name, String value) {
        Map<String, String> request = new LinkedHashMap<>(app.authorization());
        request.put(name, value);
        return request;
    }

    Map<String, String> authorizationWithout(String name) {
        Map<String, String> request = new LinkedHashMap<>(app.authorization());
        request.remove(name);
        return request;
    }

    /** Signs in and comes back. */
    Answer answer(Person person, Map<String, String> reference) {
        return app.codeAnswer(new Browser(server), person, reference);
    }

    String code(Person person) {
        return answer(person, pushed()).redirectParameter("code");
    }

    Answer token(Map<String, String> form) {
        return post(TOKEN, assertion().on(form), proof(TOKEN));
    }

    Answer redeem(String code) {
        return token(app.redemption(code));
    }

    Answer tokens(Person person) {
        return redeem(code(person));
    }
}
