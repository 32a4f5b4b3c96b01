package org.gatehouse.server.account;

import java.util.Optional;
import java.util.TreeSet;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.Role;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The first page of a person's account. */
@Controller
@RequestMapping("/realms/{realm}/account")
class AccountController {

    private final Accounts accounts;
    private final OwnSignIns signIns;

    AccountController(Accounts accounts, OwnSignIns signIns) {
        this.accounts = accounts;
        this.signIns = signIns;
    }

    @GetMapping
    String home(
            @RequestParam(required = false) @Nullable String saved,
            @RequestParam(name = "signed-out", required = false) @Nullable String signedOut,
            Model model) {
        Realm realm = CurrentRequest.currentRealm();
        SignedInAccount person = person();
        Account account = accounts.find(realm, person.account()).orElseThrow(AccountController::gone);
        model.addAttribute("realm", realm);
        model.addAttribute("signIn", person);
        model.addAttribute("account", account);
        model.addAttribute("email", accounts.personalData(account).email());
        model.addAttribute("roles", new TreeSet<>(account.roles()).stream().toList());
        model.addAttribute("maySeeTrail", account.hasRole(Role.ADMIN) || account.hasRole(Role.AUDITOR));
        model.addAttribute("saved", saved != null);
        model.addAttribute("deviceSignedOut", signedOut != null);
        model.addAttribute("notices", signIns.notices(realm, person));
        model.addAttribute("devices", signIns.devices(realm, person));
        return "account/home";
    }

    static SignedInAccount person() {
        Optional<SignedInAccount> person = SignedIn.current();
        return person.orElseThrow(AccountController::gone);
    }

    private static ResponseStatusException gone() {
        return new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
}
