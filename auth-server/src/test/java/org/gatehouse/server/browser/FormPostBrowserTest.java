package org.gatehouse.server.browser;

import org.junit.jupiter.api.Test;

/** An answer that travels as a form: to the app at once, and by a button where no script runs. */
class FormPostBrowserTest extends Journeys {

    private static final String REQUEST =
            "/realms/hooli/oauth2/authorize?response_type=code&client_id=patience&state=s&response_mode=form_post"
                    + "&prompt=none&redirect_uri=https://patience.example/cb&scope=openid&code_challenge_method=S256"
                    + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    @Test
    void authorizeWhenScriptRunsThenTheAnswerIsSentAtOnce() {
        Visitor visitor = visitor();
        visitor.meets("https://patience.example/**", "text/html", "<title>App</title>")
                .opens(REQUEST)
                .isAt("https://patience.example/cb");
    }

    @Test
    void authorizeWithoutScriptThenAButtonSendsIt() {
        Visitor visitor = visitorWithoutScript();
        visitor.meets("https://patience.example/**", "text/html", "<title>App</title>")
                .opens(REQUEST)
                .readsHeading("Back to the application")
                .presses("Continue")
                .isAt("https://patience.example/cb");
    }
}
