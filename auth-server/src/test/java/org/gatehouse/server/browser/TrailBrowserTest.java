package org.gatehouse.server.browser;

import org.junit.jupiter.api.Test;

class TrailBrowserTest extends Journeys {

    private static final String TRAIL = "/console/realms/globex/audit";

    @Test
    void trailWhenReaderIsNoAdministratorThenIsRefused() {
        visitor()
                .of("globex")
                .signsIn("alice")
                .doesNotSee("Trace log")
                .opensInVain(TRAIL, 403)
                .readsTitle("Error: You may not do this – Gatehouse");
    }

    @Test
    void trailWhenNobodyIsSignedInThenAsksToSignInFirst() {
        visitor()
                .of("globex")
                .opens(TRAIL)
                .isAt("/realms/globex/sign-in")
                .identifiesAs("heidi")
                .isAt(TRAIL);
    }

    @Test
    void trailWithAFilterWhenNobodyIsSignedInThenLeadsBackToThatVeryPlace() {
        visitor()
                .of("globex")
                .opens(TRAIL + "?what=sign-in&person=heidi")
                .isAt("/realms/globex/sign-in")
                .sees("Gatehouse console")
                .identifiesAs("heidi")
                .isAt(TRAIL + "?what=sign-in&person=heidi")
                .finds("person", "heidi");
    }

    @Test
    void trailWhenOnAPhoneThenTheFilterIsFoldedAndOpens() {
        visitor()
                .of("globex")
                .onAPhone()
                .signsIn("heidi")
                .opens(TRAIL)
                .isHidden("#person")
                .clicks("details.more summary")
                .types("person", "heidi")
                .presses("Show")
                .isAt(TRAIL)
                .sees("in use")
                .isHidden("#person");
    }

    @Test
    void trailThenTellsWhatHappened() {
        visitor().of("globex").opensSignIn().tries("alice", "not-hers");
        visitor()
                .of("globex")
                .signsIn("heidi")
                .follows("Administration")
                .follows("Trace log")
                .readsHeading("Trace log")
                .sees("Sign-in failed for Alice Tran: wrong password")
                .sees("Heidi Rossi signed in");
    }

    @Test
    void trailThenTellsItInFrench() {
        frenchVisitor()
                .of("globex")
                .signsIn("heidi")
                .opens(TRAIL)
                .readsHeading("Journal des traces")
                .sees("Heidi Rossi s’est connect");
    }

    @Test
    void trailOfAnotherRealmThenAsksToSignInThere() {
        visitor()
                .of("globex")
                .signsIn("heidi")
                .opens("/console/realms/acme/audit")
                .isAt("/realms/acme/sign-in");
    }

    @Test
    void trailByKeysThenEverythingIsInReachUntilTheyAreTurnedOff() {
        visitor()
                .of("globex")
                .signsIn("heidi")
                .opens(TRAIL)
                .strikes("/")
                .hasFocusOn("#q")
                .strikes("Escape", "j")
                .hasFocusOn(".entries tbody tr:first-child .entry a")
                .strikes("j", "k", "f")
                .hasFocusOn(".entries tbody tr:first-child button >> nth=0")
                .strikes("ArrowRight")
                .hasFocusOn(".entries tbody tr:first-child button >> nth=1")
                .strikes("Escape")
                .hasFocusOn(".entries tbody tr:first-child .entry a")
                .strikes("?")
                .seesOne("#keys")
                .clicks("#keys label")
                .strikes("Escape", "/")
                .hasFocusOn(".entries tbody tr:first-child .entry a")
                .strikes("?")
                .isHidden("#keys");
    }

    @Test
    void trailWhenFollowedThenNewEntriesComeByThemselves() {
        String guest = HOUSE.admitsSomebody();
        Visitor reader = visitor().signsIn("carol").opens("/console/realms/acme/audit?what=sign-in");
        reader.clicks("button[data-tail]").seesOne("button[data-tail][aria-pressed=true]");

        visitor().opensSignIn().tries(guest, "not-theirs");

        reader.sees("Sign-in failed for Guest " + guest);
        reader.clicks("button[data-tail]").seesOne("button[data-tail][aria-pressed=false]");
    }
}
