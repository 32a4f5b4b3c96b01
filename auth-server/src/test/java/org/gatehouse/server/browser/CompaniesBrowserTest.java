package org.gatehouse.server.browser;

import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gatehouse.server.testing.StandInProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Connected companies in a browser: the way of a person, and every page in both languages")
class CompaniesBrowserTest extends Journeys {

    private static final String REALM = "/realms/" + House.CONNECTED;
    private static final String ACCOUNT = REALM + "/account";
    private static final String COMPANIES = ACCOUNT + "/companies";

    private record Scene(String name, Consumer<Visitor> journey) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Scene> scenes() {
        return Stream.of(
                new Scene("companies-none", visitor -> signsIn(visitor, "nora").opens(COMPANIES)),
                new Scene("companies", visitor -> connected(visitor, "lea-")),
                new Scene(
                        "companies-remove",
                        visitor -> connected(visitor, "lea-").clicks("a.danger").isAt(COMPANIES)),
                new Scene("companies-only-way-in", visitor -> comes(visitor).opens(COMPANIES)),
                new Scene(
                        "companies-refused",
                        visitor -> signsIn(visitor, "nora").opens(COMPANIES + "?refused=identity-of-another")),
                new Scene("companies-connect", visitor -> isAsked(visitor, "nora")),
                new Scene(
                        "companies-not-connected",
                        visitor ->
                                signsIn(visitor, "nora").opensInVain(COMPANIES + "/confirm/" + UUID.randomUUID(), 403)),
                new Scene("companies-unknown", CompaniesBrowserTest::isUnknown),
                new Scene("console-identities", CompaniesBrowserTest::isLookedAt));
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void pageLooksRightEverywhere(Scene scene) {
        Visitor visitor = visitor();
        scene.journey().accept(visitor);
        new Looks(visitor.page(), scene.name()).everywhere();
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void pageLooksRightInFrench(Scene scene) {
        Visitor visitor = frenchVisitor();
        scene.journey().accept(visitor);
        new Looks(visitor.reads("fr").page(), scene.name() + "-fr").inWords();
    }

    @Test
    void comeThenProveThenConnectedAndNotAskedAgain() {
        Visitor visitor = isAsked(visitor(), "theo");
        String subject = House.PROVIDER.subject();

        visitor.clicks(".actions a.button").identifiesAs("theo").isAt(ACCOUNT).opens(COMPANIES);
        visitor.sees("Partner GmbH");

        House.PROVIDER.reset().person("sub", subject);
        visitor().of(House.CONNECTED).opens(REALM + "/connections/partner").isAt(ACCOUNT);
        visitor.opens(COMPANIES)
                .clicks("a.danger")
                .clicks("button.danger")
                .isAt(COMPANIES)
                .sees("Disconnected.");
    }

    private static Visitor signsIn(Visitor visitor, String userName) {
        return visitor.of(House.CONNECTED).opensSignIn().identifiesAs(userName).isAt(ACCOUNT);
    }

    private static Visitor comes(Visitor visitor) {
        House.PROVIDER.reset();
        return visitor.of(House.CONNECTED).opens(REALM + "/connections/partner").isAt(ACCOUNT);
    }

    /** Somebody of each language, with a company; connected now unless they have it. */
    private static Visitor connected(Visitor visitor, String somebody) {
        House.PROVIDER.reset();
        signsIn(visitor, somebody + visitor.opens(REALM + "/sign-in").language())
                .opens(COMPANIES);
        if (visitor.page().locator("a[href*='/companies/add/partner/']").count() > 0) {
            visitor.clicks("a[href*='/companies/add/partner/']").isAt(COMPANIES);
        }
        return visitor;
    }

    private static Visitor isAsked(Visitor visitor, String somebody) {
        StandInProvider provider = House.PROVIDER.reset();
        provider.person("email", somebody + "@" + House.CONNECTED + ".example");
        return visitor.of(House.CONNECTED).opens(REALM + "/connections/partner").isAt(REALM + "/sign-in/connect");
    }

    private static void isUnknown(Visitor visitor) {
        House.PROVIDER.reset();
        visitor.opensInVain(REALM + "/connections/closed", 403);
    }

    private static void isLookedAt(Visitor visitor) {
        comes(visitor);
        visitor.forgetsCookies();
        signsIn(visitor, "nora")
                .opens("/console" + REALM + "/accounts?q=" + House.PROVIDER.subject())
                .clicks("td.what a")
                .clicks(".panel .actions a[href$='/identities']");
    }
}
