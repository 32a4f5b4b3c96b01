package org.gatehouse.server.factor;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.factor.totp.TotpFactors;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.web.FormErrors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** New recovery codes on the account page. */
@Controller
@AfterFreshSignIn
@RequestMapping("/realms/{realm}/account/factors/recovery-codes")
class RecoveryCodesPage {

    private final FactorOwner owner;
    private final NewCodes codes;
    private final TotpFactors apps;
    private final FactorPolicy policy;

    RecoveryCodesPage(FactorOwner owner, NewCodes codes, TotpFactors apps, FactorPolicy policy) {
        this.owner = owner;
        this.codes = codes;
        this.apps = apps;
        this.policy = policy;
    }

    @GetMapping
    String page(HttpServletRequest request, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        codes.show(request, realm, allowed(realm), model);
        model.addAttribute("realm", realm);
        model.addAttribute("action", "/realms/" + realm.name() + "/account/factors/recovery-codes");
        return "factors/recovery-codes";
    }

    @PostMapping
    String save(@RequestParam(defaultValue = "false") boolean saved, HttpServletRequest request, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        FormErrors errors =
                codes.save(request, realm, allowed(realm), any -> true, saved); // a session is looked at anyway
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return page(request, model);
        }
        return FactorsPage.address(realm) + "?done=codes-saved";
    }

    /** A form, not a link: it is answered only to the page that shows them. */
    @PostMapping("/download")
    ResponseEntity<byte[]> download(HttpServletRequest request, Locale locale) {
        Realm realm = CurrentRequest.currentRealm();
        return codes.file(request, realm, allowed(realm), locale);
    }

    /** Codes stand in for a factor that was lost: whoever has none has nothing to lose yet. */
    private Account allowed(Realm realm) {
        Account account = owner.account(realm);
        boolean hasFactor =
                apps.exists(realm, account.subject()) || policy.hasOtherThan(realm, account, SecondFactor.TOTP);
        if (!hasFactor || !policy.allows(realm, SecondFactor.RECOVERY_CODE)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return account;
    }
}
