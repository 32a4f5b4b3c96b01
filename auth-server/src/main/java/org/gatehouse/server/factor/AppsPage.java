package org.gatehouse.server.factor;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.factor.recovery.RecoveryCodes;
import org.gatehouse.server.factor.totp.TotpFactor;
import org.gatehouse.server.factor.totp.TotpFactors;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Adding, renaming and removing authenticator apps. */
@Controller
@AfterFreshSignIn
@RequestMapping("/realms/{realm}/account/factors/totp")
class AppsPage {

    private final FactorOwner owner;
    private final TotpFactors apps;
    private final RecoveryCodes codes;
    private final FactorPolicy policy;
    private final AppEnrolment enrolment;
    private final OwnFactors own;

    AppsPage(
            FactorOwner owner,
            TotpFactors apps,
            RecoveryCodes codes,
            FactorPolicy policy,
            AppEnrolment enrolment,
            OwnFactors own) {
        this.owner = owner;
        this.apps = apps;
        this.codes = codes;
        this.policy = policy;
        this.enrolment = enrolment;
        this.own = own;
    }

    @GetMapping
    String form(HttpServletRequest request, Model model) {
        return form(request, "", model);
    }

    @PostMapping
    String add(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            Model model) {
        Realm realm = allowed();
        Account account = owner.account(realm);
        FormErrors errors = enrolment.add(
                request,
                realm,
                account,
                new AppEnrolment.Form(name, code),
                (key, chosen, step) -> own.addApp(realm, account.subject(), key, chosen, step));
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return form(request, name, model);
        }
        boolean offerCodes =
                policy.allows(realm, SecondFactor.RECOVERY_CODE) && codes.left(realm, account.subject()) == 0;
        return FactorsPage.address(realm) + (offerCodes ? "/recovery-codes" : "?done=app-added");
    }

    @GetMapping("/{app}")
    String app(@PathVariable UUID app, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        return app(realm, found(realm, app), null, model);
    }

    @PostMapping("/{app}/name")
    String rename(@PathVariable UUID app, @RequestParam(defaultValue = "") String name, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        TotpFactor found = found(realm, app);
        FormErrors errors = FactorName.check(name);
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return app(realm, found, name, model);
        }
        own.renameApp(realm, owner.account(realm).subject(), app, FactorName.of(name));
        return FactorsPage.address(realm) + "?done=app-renamed";
    }

    @PostMapping("/{app}/remove")
    String remove(@PathVariable UUID app, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        TotpFactor found = found(realm, app);
        if (own.removeApp(realm, owner.account(realm).subject(), app) == OwnFactors.Result.LAST) {
            model.addAttribute(FormErrors.MODEL_NAME, FormErrors.of("factors.app.last"));
            return app(realm, found, null, model);
        }
        return FactorsPage.address(realm) + "?done=app-removed";
    }

    private String form(HttpServletRequest request, String name, Model model) {
        Realm realm = allowed();
        Account account = owner.account(realm);
        if (apps.of(realm, account.subject()).size() >= TotpFactors.MOST) {
            return FactorsPage.address(realm);
        }
        model.addAttribute("realm", realm);
        model.addAttribute("name", name);
        enrolment.show(request, realm, account, model);
        return "factors/app-new";
    }

    private static String app(Realm realm, TotpFactor app, @Nullable String typed, Model model) {
        model.addAttribute("realm", realm);
        model.addAttribute("app", app);
        model.addAttribute("name", typed == null ? app.name() : typed);
        return "factors/app";
    }

    private Realm allowed() {
        Realm realm = CurrentRequest.currentRealm();
        if (!policy.allows(realm, SecondFactor.TOTP)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return realm;
    }

    private TotpFactor found(Realm realm, UUID app) {
        return apps.find(realm, owner.account(realm).subject(), app)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
