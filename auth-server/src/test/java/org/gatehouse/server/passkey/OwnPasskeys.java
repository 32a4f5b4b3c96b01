package org.gatehouse.server.passkey;

import java.util.List;
import java.util.Map;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;

/** Somebody's passkeys, added at the account page as its owner does. */
public final class OwnPasskeys {

    private final TestServer server;
    private final String realm;
    private final Person person;

    public OwnPasskeys(TestServer server, String realm, Person person) {
        this.server = server;
        this.realm = realm;
        this.person = person;
    }

    /** Signs in by password in a browser of its own, and adds what the authenticator makes. */
    public SoftwareAuthenticator add(SoftwareAuthenticator authenticator) {
        Browser browser = new Browser(server);
        browser.signIn(realm, person.userName(), person.password());
        String page = "/realms/" + realm + "/account/passkeys";
        Answer form = browser.get(page + "/add");
        String made = authenticator.create(
                browser.submit(form, page + "/options", Map.of()).json());
        Answer answer = browser.submit(form, page, Map.of("credential", made));
        if (answer.status() != 302) {
            throw new IllegalStateException("Not added: " + answer);
        }
        return authenticator;
    }

    public List<Passkey> all() {
        return server.bean(Passkeys.class).of(server.bean(Realms.class).get(realm), person.subject());
    }
}
