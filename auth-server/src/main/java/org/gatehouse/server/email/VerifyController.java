package org.gatehouse.server.email;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.gatehouse.server.email.EmailVerification.Offer;
import org.gatehouse.server.mail.LinkToken;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Where the link in a mail leads. Opening it changes nothing, because scanners open every link in a mail.
 *
 * <p>An address somebody chose for their account themselves is confirmed only by somebody signed in to that account: else a
 * stranger's click in the wrong mail would lend their address to the account of whoever typed it.
 */
@Controller
@RequestMapping("/realms/{realm}" + EmailVerification.PATH)
class VerifyController {

    private final EmailVerification verification;

    VerifyController(EmailVerification verification) {
        this.verification = verification;
    }

    @GetMapping
    String page(@RequestParam(required = false) @Nullable String token, HttpServletResponse response, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        Optional<Offer> offer = verification.offer(realm, link(token));
        return offer.map(found -> page(realm, found, token, model)).orElseGet(() -> gone(realm, response, model));
    }

    @PostMapping
    String confirm(@RequestParam(required = false) @Nullable String token, HttpServletResponse response, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        Optional<Offer> offer = verification.offer(realm, link(token));
        if (offer.isPresent() && !mayConfirm(realm, offer.get())) {
            response.setStatus(HttpStatus.FORBIDDEN.value());
            return page(realm, offer.get(), token, model);
        }
        if (offer.isEmpty() || !verification.confirm(realm, link(token))) {
            return gone(realm, response, model);
        }
        return "redirect:/realms/" + realm.name() + EmailVerification.PATH + "/done";
    }

    @GetMapping("/done")
    String done(Model model) {
        model.addAttribute("realm", CurrentRequest.currentRealm());
        return "email/done";
    }

    private static boolean mayConfirm(Realm realm, Offer offer) {
        return !offer.isNew()
                || SignedIn.current()
                        .filter(person -> person.realm().equals(realm.name()))
                        .filter(person ->
                                person.account().equals(offer.account().subject()))
                        .isPresent();
    }

    private static String page(Realm realm, Offer offer, @Nullable String token, Model model) {
        model.addAttribute("realm", realm);
        model.addAttribute("token", token);
        model.addAttribute("address", offer.address());
        model.addAttribute("userName", offer.account().userName());
        model.addAttribute("mayConfirm", mayConfirm(realm, offer));
        return "email/verify";
    }

    private static String gone(Realm realm, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.GONE.value());
        model.addAttribute("realm", realm);
        return "email/gone";
    }

    private static LinkToken link(@Nullable String token) {
        return new LinkToken(token == null ? "" : token);
    }
}
