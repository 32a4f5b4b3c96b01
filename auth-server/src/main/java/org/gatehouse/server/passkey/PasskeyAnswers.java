package org.gatehouse.server.passkey;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.server.passkey.PasskeySignIn.Result;
import org.gatehouse.server.web.FormErrors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;

/** What the pages say when a passkey did not open anything. */
final class PasskeyAnswers {

    private PasskeyAnswers() {}

    /** @param refused code of the one message for whatever was wrong */
    static void refuse(
            Result result, String refused, RelyingParty relyingParty, HttpServletResponse response, Model model) {
        FormErrors errors = FormErrors.of(refused);
        if (result instanceof Result.Throttled throttled) {
            long seconds = throttled.retryAfter().toSeconds() + 1; // who waits this long is not refused again
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
            errors = FormErrors.of("passkey.sign-in.throttled", (seconds + 59) / 60);
        }
        model.addAttribute(FormErrors.MODEL_NAME, errors);
        model.addAttribute("rpId", relyingParty.id());
        model.addAttribute("gone", result instanceof Result.Refused told ? told.gone() : null);
    }
}
