package org.gatehouse.server.email;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.mail.Outbox;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.Guesses;
import org.gatehouse.server.signin.RequiredAction;
import org.gatehouse.server.signin.SignInAttempt;
import org.gatehouse.server.signin.SignInFlow;
import org.gatehouse.server.signin.SignInThrottle.Kind;
import org.gatehouse.server.signin.TooManyTries;
import org.gatehouse.server.trail.Trail;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Keeps people out until their address is proven, where the realm demands it. The link may be opened anywhere; this page is
 * where the sign-in goes on. It is the same page where codes by mail are the second factor somebody needs. Whoever has no
 * address, or cannot be mailed to, stays out and is told whom to ask.
 */
@Controller
@Order(150)
@RequestMapping("/realms/{realm}/sign-in/" + ConfirmEmailStep.PAGE)
class ConfirmEmailStep implements RequiredAction {

    static final String PAGE = "confirm-email";

    private final ObjectProvider<SignInFlow> flow; // later: it asks for every action, and this is one
    private final EmailVerification verification;
    private final Accounts accounts;
    private final Outbox outbox;
    private final MailboxEnrolmentWay mailbox;
    private final Guesses guesses;
    private final Trail trail;
    private final TransactionTemplate transactions;

    ConfirmEmailStep(
            ObjectProvider<SignInFlow> flow,
            EmailVerification verification,
            Accounts accounts,
            Outbox outbox,
            MailboxEnrolmentWay mailbox,
            Guesses guesses,
            Trail trail,
            TransactionTemplate transactions) {
        this.flow = flow;
        this.verification = verification;
        this.accounts = accounts;
        this.outbox = outbox;
        this.mailbox = mailbox;
        this.guesses = guesses;
        this.trail = trail;
        this.transactions = transactions;
    }

    @Override
    public boolean isDue(Realm realm, Account account) {
        return realm.definition().signIn().verifiedEmail() && !account.emailVerified();
    }

    @Override
    public String page() {
        return PAGE;
    }

    @GetMapping
    @Nullable
    String page(
            @RequestParam(name = "attempt", required = false) @Nullable String id,
            @RequestParam(required = false) @Nullable String sent,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        return goOn(request, response, id) ? null : page(standing(request, id), sent != null, model);
    }

    @PostMapping("/send")
    String send(
            @RequestParam(name = "attempt", required = false) @Nullable String id,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        SignInAttempt attempt = standing(request, id);
        Realm realm = CurrentRequest.currentRealm();
        Account account = account(realm, attempt);
        String address = accounts.personalData(account).email();
        if (address == null || !outbox.isOpen()) {
            return page(attempt, false, model);
        }
        Guesses.Guess letter = guesses.count(request, realm, Kind.ADDRESS_LETTER, account.subject());
        if (letter.isTooMany()) {
            throttled(realm, account, attempt);
            model.addAttribute(FormErrors.MODEL_NAME, TooManyTries.answer(response, letter.pause()));
            return page(attempt, false, model);
        }
        transactions.executeWithoutResult(status -> verification.ask(realm, account, address));
        return "redirect:/realms/" + realm.name() + "/sign-in/" + PAGE + "?attempt=" + attempt.id() + "&sent";
    }

    /** The link was opened, here or elsewhere; whether that is true follows from the account. */
    @PostMapping
    @Nullable
    String confirmed(
            @RequestParam(name = "attempt", required = false) @Nullable String id,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        if (goOn(request, response, id)) {
            return null;
        }
        model.addAttribute(FormErrors.MODEL_NAME, FormErrors.of("email.step.not-yet"));
        return page(standing(request, id), false, model);
    }

    /** Here, or where a second factor is set up and the proven address is to be one. */
    private SignInAttempt standing(HttpServletRequest request, @Nullable String id) {
        Realm realm = CurrentRequest.currentRealm();
        Account account = account(realm, flow.getObject().begun(request, id));
        return flow.getObject()
                .at(request, id, mailbox.isOffered(realm, account) ? Set.of(PAGE, SignInFlow.ENROL) : Set.of(PAGE));
    }

    /** To wherever the sign-in stands by now; nothing is shown to whoever it does not stand here for. */
    private boolean goOn(HttpServletRequest request, HttpServletResponse response, @Nullable String id)
            throws IOException {
        SignInAttempt attempt = flow.getObject().begun(request, id);
        boolean proven = account(CurrentRequest.currentRealm(), attempt).emailVerified();
        if (proven) {
            response.sendRedirect(flow.getObject().done(request, response, attempt));
        }
        return proven;
    }

    private void throttled(Realm realm, Account account, SignInAttempt attempt) {
        trail.record(trail.event(realm, Activity.AUTH_THROTTLED, attempt.goal().client(), attempt.raised())
                .actor(accounts.party(account))
                .outcome(Outcome.DENIED)
                .reason("too-many-attempts"));
    }

    private String page(SignInAttempt attempt, boolean sent, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        String address = accounts.personalData(account(realm, attempt)).email();
        model.addAttribute("realm", realm);
        model.addAttribute("attempt", attempt.id());
        model.addAttribute("address", address);
        model.addAttribute("mail", outbox.isOpen());
        model.addAttribute("sent", sent);
        return "email/step";
    }

    private Account account(Realm realm, SignInAttempt attempt) {
        return accounts.find(realm, attempt.account()).orElseThrow();
    }
}
