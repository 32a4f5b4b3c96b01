package org.gatehouse.server.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gatehouse.server.administration.AccountException;
import org.gatehouse.server.administration.OwnDeletion;
import org.gatehouse.server.authorization.OwnConsents;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.groups.Group;
import org.gatehouse.server.groups.Groups;
import org.gatehouse.server.groups.Memberships;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.rights.ActionRefusedException;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.web.FormErrors;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Deleting one's own account: what goes, what stays and why, and the button. */
@Controller
@AfterFreshSignIn
@RequestMapping("/realms/{realm}/account/erase")
class EraseController {

    private final OwnDeletion deletion;
    private final Accounts accounts;
    private final Memberships memberships;
    private final Groups groups;
    private final OwnConsents consents;
    private final OwnSignIns signIns;

    EraseController(
            OwnDeletion deletion,
            Accounts accounts,
            Memberships memberships,
            Groups groups,
            OwnConsents consents,
            OwnSignIns signIns) {
        this.deletion = deletion;
        this.accounts = accounts;
        this.memberships = memberships;
        this.groups = groups;
        this.consents = consents;
        this.signIns = signIns;
    }

    @GetMapping
    String page(Model model) {
        Realm realm = CurrentRequest.currentRealm();
        SignedInAccount person = AccountController.person();
        Account account = accounts.find(realm, person.account()).orElseThrow();
        model.addAttribute("realm", realm);
        model.addAttribute("account", account);
        model.addAttribute("roles", new TreeSet<>(account.roles()));
        model.addAttribute("groups", groups(realm, account));
        model.addAttribute("consents", consents.of(realm, person).size());
        model.addAttribute("devices", signIns.devices(realm, person).size());
        model.addAttribute("kept", KeptEntries.of(realm));
        return "account/erase";
    }

    @PostMapping
    String erase(
            @RequestParam int version,
            @RequestParam(defaultValue = "") String confirmation,
            HttpServletRequest request,
            Model model) {
        Realm realm = CurrentRequest.currentRealm();
        SignedInAccount person = AccountController.person();
        Account account = accounts.find(realm, person.account()).orElseThrow();
        FormErrors errors = confirmation.strip().equals(account.userName())
                ? attempt(realm, person, version)
                : FormErrors.on("confirmation", "erase.mistyped");
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return page(model);
        }
        forget(request);
        model.addAttribute("realm", realm);
        return "account/erased";
    }

    private FormErrors attempt(Realm realm, SignedInAccount person, int version) {
        try {
            deletion.delete(realm, person, version);
            return FormErrors.none();
        } catch (ActionRefusedException ex) {
            return FormErrors.of("erase.last-administrator");
        } catch (AccountException ex) {
            return FormErrors.of("erase.stale");
        }
    }

    private Set<String> groups(Realm realm, Account account) {
        return memberships.of(realm, account.subject()).stream()
                .map(group -> groups.get(realm, group))
                .map(Group::fullName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The row is gone; this drops the request's copy of it, and with it the cookie. */
    private static void forget(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
    }
}
