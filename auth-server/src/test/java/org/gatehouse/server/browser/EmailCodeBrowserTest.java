package org.gatehouse.server.browser;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Signing in with a code by mail, as somebody does who has no other second factor. */
class EmailCodeBrowserTest extends Journeys {

    private static final String STEP = "/realms/oscorp/sign-in/email-code";
    private static final String ACCOUNT = "/realms/oscorp/account";
    private static final Pattern CODE = Pattern.compile("[0-9]{8}");

    @Test
    void codeThenIsSentWhenAskedForAndTypedAsItStandsInTheLetter() {
        Visitor cora = visitor().of("oscorp").opensSignIn().identifiesAs("cora").isAt(STEP);
        cora.sees("c…@oscorp.example").isHidden("#code").submits().seesOne("#code");
        String code = mailed(cora, "cora@oscorp.example");
        cora.types("code", code.equals("00000000") ? "11111111" : "00000000")
                .submits()
                .hasFocusOn("[role=alert][data-focus]")
                .types("code", code.substring(0, 4) + " " + code.substring(4))
                .submits()
                .isAt(ACCOUNT);
    }

    @Test
    void codeWithoutScriptAndInFrenchThenTheSame() {
        Visitor cosmo = visitorWithoutScript()
                .of("oscorp")
                .opens("/realms/oscorp/sign-in?lang=fr")
                .identifiesAs("cosmo")
                .isAt(STEP)
                .reads("fr")
                .submits()
                .seesOne("#code");
        cosmo.types("code", mailed(cosmo, "cosmo@oscorp.example")).submits().isAt(ACCOUNT);
    }

    /** Reads it in another tab, as people do, and comes back. */
    private static String mailed(Visitor visitor, String address) {
        com.microsoft.playwright.Page step = visitor.page();
        com.microsoft.playwright.Page mail = step.context().newPage();
        com.microsoft.playwright.Locator letter = mail.locator("section.panel")
                .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(address))
                .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(CODE));
        mail.waitForCondition(() -> {
            mail.navigate(HOUSE.url("/demo/mail"));
            return letter.count() > 0;
        });
        Matcher code = CODE.matcher(letter.first().locator(".letter").textContent());
        code.find();
        mail.close();
        return code.group();
    }
}
