package org.gatehouse.server.passkey;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.AfterFreshSignIn;
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

/** Adding a passkey to one's own account. */
@Controller
@RequestMapping("/realms/{realm}/account/passkeys")
class PasskeyAddController {

    private final PasskeyEnrolment enrolment;
    private final Accounts accounts;
    private final MessageSource messages;

    PasskeyAddController(PasskeyEnrolment enrolment, Accounts accounts, MessageSource messages) {
        this.enrolment = enrolment;
        this.accounts = accounts;
        this.messages = messages;
    }

    @AfterFreshSignIn
    @GetMapping("/add")
    String addPage(Model model) {
        model.addAttribute("realm", offering());
        return "passkey/add";
    }

    @AfterFreshSignIn
    @PostMapping(path = "/options", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    String options(HttpServletRequest request) {
        Realm realm = offering();
        return enrolment.options(realm, account(realm), request);
    }

    @AfterFreshSignIn
    @PostMapping
    String add(
            @RequestParam(required = false) @Nullable String credential,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        Realm realm = offering();
        String otherwise = messages.getMessage("passkey.default-name", null, locale);
        try {
            enrolment.enrol(realm, account(realm), Occasion.signedIn(person()), request, credential, otherwise);
            return "redirect:/realms/" + realm.name() + "/account/passkeys?done=added";
        } catch (PasskeyRefusedException ex) {
            model.addAttribute("realm", realm);
            model.addAttribute(FormErrors.MODEL_NAME, FormErrors.of(explanation(ex)));
            return "passkey/add";
        }
    }

    private Account account(Realm realm) {
        return accounts.find(realm, person().account()).orElseThrow(PasskeyAddController::gone);
    }

    private static SignedInAccount person() {
        return SignedIn.current().orElseThrow(PasskeyAddController::gone);
    }

    private static Realm offering() {
        Realm realm = CurrentRequest.currentRealm();
        if (!Passkeys.areOffered(realm)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return realm;
    }

    /** For its owner, who is signed in and may know more than a stranger. */
    static String explanation(PasskeyRefusedException refusal) {
        return switch (refusal.reason()) {
            case TOO_MANY_PASSKEYS -> "passkey.add.too-many";
            case TAKEN_PASSKEY -> "passkey.add.taken";
            case UNKNOWN_CHALLENGE -> "passkey.add.late";
            default -> "passkey.add.refused";
        };
    }

    private static ResponseStatusException gone() {
        return new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
}
