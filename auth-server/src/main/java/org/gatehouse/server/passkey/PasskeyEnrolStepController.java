package org.gatehouse.server.passkey;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.SignInAttempt;
import org.gatehouse.server.signin.SignInFlow;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/**
 * Adding the first passkey in the middle of a sign-in, for people who must have a second factor and have none. It proves
 * nothing: the flow asks for the passkey next. Whoever has a factor never gets here.
 */
@Controller
@RequestMapping("/realms/{realm}/sign-in/" + PasskeyEnrolStepController.PAGE)
class PasskeyEnrolStepController {

    static final String PAGE = "enrol-passkey";

    private final PasskeyEnrolment enrolment;
    private final SignInFlow flow;
    private final Accounts accounts;
    private final MessageSource messages;

    PasskeyEnrolStepController(PasskeyEnrolment enrolment, SignInFlow flow, Accounts accounts, MessageSource messages) {
        this.enrolment = enrolment;
        this.flow = flow;
        this.accounts = accounts;
        this.messages = messages;
    }

    @GetMapping
    String page(@RequestParam(required = false) @Nullable String attempt, HttpServletRequest request, Model model) {
        return page(flow.at(request, attempt, SignInFlow.ENROL), model);
    }

    @PostMapping(path = "/options", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    String options(@RequestParam(required = false) @Nullable String attempt, HttpServletRequest request) {
        SignInAttempt standing = flow.at(request, attempt, SignInFlow.ENROL);
        Realm realm = offering();
        return enrolment.options(realm, account(realm, standing), request);
    }

    @PostMapping
    @Nullable
    String add(
            @RequestParam(required = false) @Nullable String attempt,
            @RequestParam(required = false) @Nullable String credential,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model)
            throws IOException {
        SignInAttempt standing = flow.at(request, attempt, SignInFlow.ENROL);
        Realm realm = offering();
        String otherwise = messages.getMessage("passkey.default-name", null, locale);
        try {
            enrolment.enrol(
                    realm, account(realm, standing), Occasion.onTheWayIn(standing), request, credential, otherwise);
        } catch (PasskeyRefusedException ex) {
            model.addAttribute(FormErrors.MODEL_NAME, FormErrors.of(PasskeyAddController.explanation(ex)));
            return page(standing, model);
        }
        response.sendRedirect(flow.done(request, response, standing));
        return null;
    }

    private static String page(SignInAttempt standing, Model model) {
        model.addAttribute("realm", offering());
        model.addAttribute("attempt", standing.id());
        return "passkey/enrol";
    }

    private Account account(Realm realm, SignInAttempt standing) {
        return accounts.find(realm, standing.account())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }

    private static Realm offering() {
        Realm realm = CurrentRequest.currentRealm();
        if (!Passkeys.areOffered(realm)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return realm;
    }
}
