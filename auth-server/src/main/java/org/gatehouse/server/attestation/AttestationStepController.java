package org.gatehouse.server.attestation;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.realm.data.Attestation;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.SignInAttempt;
import org.gatehouse.server.signin.SignInFlow;
import org.gatehouse.server.signin.SignInOverException;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The step of a sign-in where somebody accepts a text, one at a time, or leaves. */
@Controller
@RequestMapping("/realms/{realm}/sign-in/" + AttestationAction.PAGE)
class AttestationStepController {

    private final SignInFlow flow;
    private final Attestations attestations;
    private final Accounts accounts;

    AttestationStepController(SignInFlow flow, Attestations attestations, Accounts accounts) {
        this.flow = flow;
        this.attestations = attestations;
        this.accounts = accounts;
    }

    /**
     * What the form carries.
     *
     * @param id the attestation that was shown, in this version
     * @param accepted the box
     * @param decision {@code decline} leaves; anything else goes on
     */
    record Form(
            @Nullable String attempt,
            @Nullable String id,
            @Nullable Integer version,
            @Nullable String accepted,
            @Nullable String decision) {

        String shown() {
            return id == null ? "" : id;
        }

        int shownVersion() {
            return version == null ? 0 : version;
        }
    }

    @GetMapping
    String page(@ModelAttribute("form") Form form, HttpServletRequest request, Locale locale, Model model) {
        return page(flow.at(request, form.attempt(), AttestationAction.PAGE), locale, model);
    }

    @PostMapping
    @Nullable
    String decide(
            @ModelAttribute("form") Form form,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model)
            throws IOException {
        SignInAttempt attempt = flow.at(request, form.attempt(), AttestationAction.PAGE);
        if ("decline".equals(form.decision())) {
            attestations.decline(
                    CurrentRequest.currentRealm(),
                    account(attempt),
                    form.shown(),
                    form.shownVersion(),
                    attempt.raised());
            response.sendRedirect(flow.abandon(request, attempt));
            return null;
        }
        FormErrors errors = accept(attempt, form);
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return page(attempt, locale, model);
        }
        response.sendRedirect(flow.done(request, response, attempt));
        return null;
    }

    private FormErrors accept(SignInAttempt attempt, Form form) {
        if (form.accepted() == null) {
            return FormErrors.on("accepted", "attestation.box.missing");
        }
        Realm realm = CurrentRequest.currentRealm();
        boolean current =
                attestations.accept(realm, account(attempt), form.shown(), form.shownVersion(), attempt.raised());
        return current ? FormErrors.none() : FormErrors.of("attestation.changed");
    }

    private Account account(SignInAttempt attempt) {
        return accounts.find(CurrentRequest.currentRealm(), attempt.account())
                .orElseThrow(() -> new SignInOverException(null));
    }

    private String page(SignInAttempt attempt, Locale locale, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        Optional<Attestation> due =
                attestations.due(realm, attempt.account()).stream().findFirst();
        Attestation asked = due.orElseThrow(() -> new SignInOverException(null));
        model.addAttribute("realm", realm);
        model.addAttribute("attempt", attempt);
        model.addAttribute("attestation", asked);
        model.addAttribute("title", asked.title(locale));
        model.addAttribute("paragraphs", asked.text(locale).strip().split("\\R\\s*\\R"));
        return "attestation/step";
    }
}
