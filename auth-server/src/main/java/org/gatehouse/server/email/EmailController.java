package org.gatehouse.server.email;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.Optional;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.EmailAddresses;
import org.gatehouse.server.mail.Outbox;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.signin.Guesses;
import org.gatehouse.server.signin.KeptForms;
import org.gatehouse.server.signin.SignInThrottle.Kind;
import org.gatehouse.server.signin.TooManyTries;
import org.gatehouse.server.trail.Trail;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** One's own address: whether it is proven, another one, and the link once more. */
@Controller
@RequestMapping("/realms/{realm}/account/email")
@AfterFreshSignIn
class EmailController {

    private final Accounts accounts;
    private final EmailVerification verification;
    private final Outbox outbox;
    private final Guesses guesses;
    private final KeptForms forms;
    private final Trail trail;
    private final TransactionTemplate transactions;

    EmailController(
            Accounts accounts,
            EmailVerification verification,
            Outbox outbox,
            Guesses guesses,
            KeptForms forms,
            Trail trail,
            TransactionTemplate transactions) {
        this.accounts = accounts;
        this.verification = verification;
        this.outbox = outbox;
        this.guesses = guesses;
        this.forms = forms;
        this.trail = trail;
        this.transactions = transactions;
    }

    @GetMapping
    String page(@RequestParam(required = false) @Nullable String sent, HttpServletRequest request, Model model) {
        return page(model, forms.take(request).get("email"), sent != null);
    }

    @AfterFreshSignIn(keeps = "email")
    @PostMapping
    String change(
            @RequestParam(required = false) @Nullable String email,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        String wanted = email == null ? "" : email.strip();
        if (!EmailAddresses.isValid(wanted)) {
            model.addAttribute(FormErrors.MODEL_NAME, FormErrors.on("email", "email.invalid"));
            return page(model, wanted, false);
        }
        Account account = account();
        if (wanted.equals(accounts.personalData(account).email())) {
            model.addAttribute(FormErrors.MODEL_NAME, FormErrors.on("email", "email.same"));
            return page(model, wanted, false);
        }
        return send(request, response, account, wanted, model);
    }

    /** To the address a link was sent to last, else to the account's own. */
    @PostMapping("/resend")
    String resend(HttpServletRequest request, HttpServletResponse response, Model model) {
        Account account = account();
        Realm realm = CurrentRequest.currentRealm();
        Optional<String> address = verification
                .pending(realm, account.subject())
                .or(() -> Optional.ofNullable(accounts.personalData(account).email())
                        .filter(own -> !account.emailVerified()));
        return address.map(found -> send(request, response, account, found, model))
                .orElseGet(() -> "redirect:" + home(realm));
    }

    @PostMapping("/withdraw")
    String withdraw() {
        Realm realm = CurrentRequest.currentRealm();
        verification.withdraw(realm, person().account());
        return "redirect:" + home(realm);
    }

    private String send(
            HttpServletRequest request, HttpServletResponse response, Account account, String address, Model model) {
        requireMail();
        Realm realm = CurrentRequest.currentRealm();
        Guesses.Guess letter = guesses.count(request, realm, Kind.ADDRESS_LETTER, account.subject());
        if (letter.isTooMany()) {
            throttled(realm, account);
            model.addAttribute(FormErrors.MODEL_NAME, TooManyTries.answer(response, letter.pause()));
            return page(model, address, false);
        }
        transactions.executeWithoutResult(status -> verification.ask(realm, account, address));
        return "redirect:" + home(realm) + "?sent";
    }

    private void throttled(Realm realm, Account account) {
        trail.record(trail.event(realm, Activity.AUTH_THROTTLED, null, person().reference())
                .actor(accounts.party(account))
                .outcome(Outcome.DENIED)
                .reason("too-many-attempts"));
    }

    private String page(Model model, @Nullable String typed, boolean sent) {
        Realm realm = CurrentRequest.currentRealm();
        Account account = account();
        String own = accounts.personalData(account).email();
        String pending = verification.pending(realm, account.subject()).orElse(null);
        model.addAttribute("realm", realm);
        model.addAttribute("own", own);
        model.addAttribute("verified", account.emailVerified());
        model.addAttribute("pending", Objects.equals(own, pending) ? null : pending);
        model.addAttribute("typed", typed);
        model.addAttribute("sent", sent);
        model.addAttribute("mail", outbox.isOpen());
        return "email/email";
    }

    private void requireMail() {
        if (!outbox.isOpen()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    private Account account() {
        return accounts.find(CurrentRequest.currentRealm(), person().account()).orElseThrow(EmailController::gone);
    }

    private static SignedInAccount person() {
        return SignedIn.current().orElseThrow(EmailController::gone);
    }

    private static String home(Realm realm) {
        return "/realms/" + realm.name() + "/account/email";
    }

    private static ResponseStatusException gone() {
        return new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
}
