package org.gatehouse.server.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import org.awaitility.Awaitility;

/** An authenticator in the visitor's browser, which touches and verifies by itself unless it is told otherwise. */
final class VirtualAuthenticator {

    /** Counts what a page asks of authenticators. */
    private static final String COUNTING = """
            const get = navigator.credentials.get.bind(navigator.credentials);
            navigator.credentials.get = (...asked) => {
              window.timesAsked = (window.timesAsked ?? 0) + 1;
              return get(...asked);
            };
            """;

    private final Page page;
    private final CDPSession session;
    private final String id;

    private VirtualAuthenticator(Page page, CDPSession session, String id) {
        this.page = page;
        this.session = session;
        this.id = id;
    }

    /** In the page the visitor has open, and wherever that page goes. */
    static VirtualAuthenticator of(Visitor visitor) {
        visitor.page().addInitScript(COUNTING);
        CDPSession session = visitor.page().context().newCDPSession(visitor.page());
        session.send("WebAuthn.enable");
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject arguments = new JsonObject();
        arguments.add("options", options);
        String id = session.send("WebAuthn.addVirtualAuthenticator", arguments)
                .get("authenticatorId")
                .getAsString();
        return new VirtualAuthenticator(visitor.page(), session, id);
    }

    /** Nobody touches it until somebody does. */
    VirtualAuthenticator waits() {
        return set("WebAuthn.setAutomaticPresenceSimulation", "enabled", false);
    }

    /** What was asked before somebody touches it is never answered: so first let the page ask for its suggestions. */
    VirtualAuthenticator touchesOnceAsked() {
        Awaitility.await()
                .pollInSameThread() // the browser's; and the page's policy forbids it to look by itself
                .until(() -> Boolean.TRUE.equals(page.evaluate("window.timesAsked > 0")));
        return touches();
    }

    VirtualAuthenticator touches() {
        return set("WebAuthn.setAutomaticPresenceSimulation", "enabled", true);
    }

    /** The finger is not the owner's. */
    VirtualAuthenticator doesNotKnowTheFinger() {
        return set("WebAuthn.setUserVerified", "isUserVerified", false);
    }

    private VirtualAuthenticator set(String command, String name, boolean value) {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("authenticatorId", id);
        arguments.addProperty(name, value);
        session.send(command, arguments);
        return this;
    }
}
