package org.gatehouse.server.factor;

import java.util.Set;
import java.util.UUID;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.factor.recovery.RecoveryCodes;
import org.gatehouse.server.factor.remembered.RememberedBrowsers;
import org.gatehouse.server.factor.totp.TotpFactors;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Everything a person has set up to prove who they are, beside the password. */
@Controller
@RequestMapping("/realms/{realm}/account/factors")
class FactorsPage {

    /** The number of unused recovery codes at which the person is told to get new ones. */
    static final int FEW = 3;

    /** What the page may say was done; anything else in the address says nothing. */
    private static final Set<String> DONE =
            Set.of("app-added", "app-renamed", "app-removed", "codes-saved", "browser-forgotten");

    private final FactorOwner owner;
    private final TotpFactors apps;
    private final RecoveryCodes codes;
    private final RememberedBrowsers browsers;
    private final FactorPolicy policy;
    private final OwnFactors own;

    FactorsPage(
            FactorOwner owner,
            TotpFactors apps,
            RecoveryCodes codes,
            RememberedBrowsers browsers,
            FactorPolicy policy,
            OwnFactors own) {
        this.owner = owner;
        this.apps = apps;
        this.codes = codes;
        this.browsers = browsers;
        this.policy = policy;
        this.own = own;
    }

    @GetMapping
    String page(@RequestParam(defaultValue = "") String done, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        Account account = owner.account(realm);
        UUID id = account.subject();
        int left = codes.left(realm, id);
        model.addAttribute("realm", realm);
        model.addAttribute("done", DONE.contains(done) ? done : null);
        model.addAttribute("apps", apps.of(realm, id));
        model.addAttribute("most", TotpFactors.MOST);
        model.addAttribute("mayHaveApps", policy.allows(realm, SecondFactor.TOTP));
        model.addAttribute("mayHavePasskeys", policy.allows(realm, SecondFactor.PASSKEY));
        model.addAttribute(
                "mayHaveCodes", policy.allows(realm, SecondFactor.RECOVERY_CODE) && hasFactor(realm, account));
        model.addAttribute("codesLeft", left);
        model.addAttribute("fewCodes", left <= FEW);
        model.addAttribute("browsers", browsers.of(realm, id));
        return "factors/home";
    }

    /** What is not the person's, or is gone already, is answered as if it had never been. */
    @PostMapping("/browsers/{browser}/forget")
    String forget(@PathVariable UUID browser) {
        Realm realm = CurrentRequest.currentRealm();
        boolean done = own.forgetBrowser(realm, owner.account(realm).subject(), browser);
        return address(realm) + (done ? "?done=browser-forgotten" : "");
    }

    private boolean hasFactor(Realm realm, Account account) {
        return apps.exists(realm, account.subject()) || policy.hasOtherThan(realm, account, SecondFactor.TOTP);
    }

    static String address(Realm realm) {
        return "redirect:/realms/" + realm.name() + "/account/factors";
    }
}
