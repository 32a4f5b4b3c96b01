package org.gatehouse.server.browser;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the pages around passwords and attestations look, in both languages. */
class PasswordLooksBrowserTest extends Looking {

    private static final String CONSOLE = "/console/realms/vandelay";

    static Stream<Scene> scenes() {
        return Stream.of(
                new Scene("password-live", PasswordLooksBrowserTest::types),
                new Scene("password-step", visitor -> stands(visitor, "otto")),
                new Scene(
                        "password-step-refused",
                        visitor -> stands(visitor, "otto")
                                .types("password", "short")
                                .submits()
                                .hasFocusOn("[role=alert][data-focus]")),
                new Scene("attestation-step", visitor -> stands(visitor, "nina")),
                new Scene(
                        "attestation-step-refused",
                        visitor -> stands(visitor, "nina")
                                .clicks("button[value=accept]")
                                .hasFocusOn("[role=alert][data-focus]")),
                new Scene(
                        "account-attestations",
                        visitor -> stands(visitor, "vera")
                                .acceptsIfAsked()
                                .opens("/realms/vandelay/account/attestations")),
                new Scene("console-attestations", visitor -> rita(visitor).opens(CONSOLE + "/attestations")),
                new Scene("console-password", PasswordLooksBrowserTest::looksAtPassword),
                new Scene(
                        "console-password-temporary",
                        visitor -> looksAtPassword(visitor)
                                .clicks("form[action$='/temporary'] button")
                                .hasFocusOn("section.box")),
                new Scene("console-password-rules", visitor -> rita(visitor).opens(CONSOLE + "/password-rules")),
                new Scene(
                        "console-password-rules-tried",
                        visitor -> tries(
                                visitor,
                                "rules:\n  - id: pasted\n    pattern: '^(?=.*[A-Z])(?=.*[0-9]).{8,}$'\n"
                                        + "    text: {en: as before, fr: comme avant}\n"
                                        + "  - {id: no-name, mustNotMatch: '(?i)vandelay',"
                                        + " text: {en: not our name, fr: pas notre nom}}\n",
                                "short\nVandelay-2026\npassword\nGlacier-thimble-47-oboe")),
                new Scene(
                        "console-password-rules-refused",
                        visitor -> tries(visitor, "rules:\n  - {id: a, pattern: '(a'}\nhistroy: 3", "short")
                                .hasFocusOn("[role=alert][data-focus]")));
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void pageLooksRightEverywhere(Scene scene) {
        looksRight(scene, "vandelay");
    }

    private static void types(Visitor visitor) {
        visitor.signsIn("pia")
                .opens("/realms/vandelay/account/password")
                .types("password", "aaaaaaaaaaaa")
                .seesOne(".state")
                .seesOne("#password-strength");
    }

    /** As somebody whose sign-in stands at a step; each language has its own people. */
    private static Visitor stands(Visitor visitor, String userName) {
        visitor.opensSignIn();
        return visitor.identifiesAs(userName + "-" + visitor.language());
    }

    private static Visitor rita(Visitor visitor) {
        return visitor.signsIn("rita");
    }

    private static Visitor looksAtPassword(Visitor visitor) {
        return rita(visitor)
                .opens(CONSOLE + "/accounts?q=nina-" + visitor.language())
                .clicks("td.what a")
                .clicks("a[href$='/password']");
    }

    private static Visitor tries(Visitor visitor, String rules, String samples) {
        return rita(visitor)
                .opens(CONSOLE + "/password-rules")
                .types("rules", rules)
                .types("samples", samples)
                .clicks(".panel button");
    }
}
