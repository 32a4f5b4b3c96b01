package org.gatehouse.server.account;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.rights.EffectiveRights;
import org.gatehouse.server.rights.RolePath;
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
    private final EffectiveRights rights;
    private final OwnSignIns signIns;
    private final List<AccountAddition> additions;

    AccountController(Accounts accounts, EffectiveRights rights, OwnSignIns signIns, List<AccountAddition> additions) {
        this.accounts = accounts;
        this.rights = rights;
        this.signIns = signIns;
        this.additions = List.copyOf(additions);
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
        Set<String> roles = roles(realm, account);
        model.addAttribute("roles", List.copyOf(roles));
        model.addAttribute("mayAdminister", !rights.permissions(realm, roles).isEmpty());
        model.addAttribute("saved", saved != null);
        model.addAttribute("deviceSignedOut", signedOut != null);
        model.addAttribute("notices", signIns.notices(realm, person));
        model.addAttribute("devices", signIns.devices(realm, person));
        model.addAttribute(
                "links",
                additions.stream()
                        .flatMap(addition -> addition.link(realm, account).stream())
                        .toList());
        model.addAttribute(
                "offers",
                additions.stream()
                        .flatMap(addition -> addition.offer(realm, account, person).stream())
                        .toList());
        return "account/home";
    }

    /** By name, those of groups too. */
    private Set<String> roles(Realm realm, Account account) {
        return rights.of(realm, account.subject()).stream()
                .map(RolePath::role)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static SignedInAccount person() {
        Optional<SignedInAccount> person = SignedIn.current();
        return person.orElseThrow(AccountController::gone);
    }

    private static ResponseStatusException gone() {
        return new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
}
