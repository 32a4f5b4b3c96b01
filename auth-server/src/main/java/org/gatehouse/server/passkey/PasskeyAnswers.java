package org.gatehouse.server.passkey;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.server.passkey.PasskeySignIn.Result;
import org.gatehouse.server.signin.TooManyTries;
import org.gatehouse.server.web.FormErrors;
import org.springframework.ui.Model;

/** What the pages say when a passkey did not open anything. */
final class PasskeyAnswers {

    private PasskeyAnswers() {}

    /** @param refused code of the one message for whatever was wrong */
    static void refuse(
            Result result, String refused, RelyingParty relyingParty, HttpServletResponse response, Model model) {
        FormErrors errors = FormErrors.of(refused);
        if (result instanceof Result.Throttled throttled) {
            errors = TooManyTries.answer(response, throttled.retryAfter());
        }
        model.addAttribute(FormErrors.MODEL_NAME, errors);
        model.addAttribute("rpId", relyingParty.id());
        model.addAttribute("gone", result instanceof Result.Refused told ? told.gone() : null);
    }
}
