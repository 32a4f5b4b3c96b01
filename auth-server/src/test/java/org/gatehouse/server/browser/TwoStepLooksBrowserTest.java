package org.gatehouse.server.browser;

import java.util.stream.Stream;
import org.gatehouse.server.testing.Authenticator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of two-step sign-in, in every circumstance. The pictures are in {@code target/screenshots}. */
class TwoStepLooksBrowserTest extends Looking {

    private static final String FACTORS = "/realms/acme/account/factors";

    static Stream<Scene> scenes() {
        return Stream.of(
                new Scene("two-step-code", TwoStepLooksBrowserTest::atTheCode),
                new Scene(
                        "two-step-code-refused",
                        visitor -> atTheCode(visitor)
                                .types("code", heidis().wrongCode())
                                .submits()
                                .hasFocusOn("[role=alert][data-focus]")),
                new Scene(
                        "two-step-recovery-code", visitor -> atTheCode(visitor).clicks(".ways a")),
                new Scene(
                        "two-step-enrol",
                        visitor -> visitor.of("umbrella")
                                .opensSignIn()
                                .identifiesAs("una")
                                .isAt("/realms/umbrella/sign-in/enrol-totp")),
                new Scene("two-step-factors", visitor -> signedIn(visitor).opens(FACTORS)),
                new Scene("two-step-add", visitor -> signedIn(visitor).opens(FACTORS + "/totp")),
                new Scene(
                        "two-step-app",
                        visitor -> signedIn(visitor).opens(FACTORS).clicks("li a.button")),
                new Scene("two-step-codes", visitor -> signedIn(visitor).opens(FACTORS + "/recovery-codes")),
                new Scene(
                        "console-factors",
                        visitor -> visitor.signsIn("carol")
                                .opens("/console/realms/acme/accounts?q=heidi")
                                .clicks("td.what a")
                                .clicks(".panel .actions a[href$='/factors']")));
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void pageLooksRightEverywhere(Scene scene) {
        looksRight(scene, "acme");
    }

    private static Authenticator heidis() {
        return HOUSE.authenticator("JBSWY3DPEHPK3PXP");
    }

    private static Visitor atTheCode(Visitor visitor) {
        return visitor.opensSignIn().identifiesAs("heidi").isAt("/realms/acme/sign-in/totp");
    }

    private static Visitor signedIn(Visitor visitor) {
        return visitor.signsInWith(heidis(), "heidi");
    }
}
