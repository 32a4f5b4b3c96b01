package org.gatehouse.server.passkey;

import java.util.List;
import java.util.UUID;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.web.FormErrors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** A person's own passkeys: the list, renaming and removing. */
@Controller
@RequestMapping("/realms/{realm}/account/passkeys")
class PasskeysController {

    private final Passkeys passkeys;
    private final PasskeyOwners owners;
    private final RelyingParty relyingParty;
    private final Accounts accounts;

    PasskeysController(Passkeys passkeys, PasskeyOwners owners, RelyingParty relyingParty, Accounts accounts) {
        this.passkeys = passkeys;
        this.owners = owners;
        this.relyingParty = relyingParty;
        this.accounts = accounts;
    }

    /**
     * What this browser may tell its authenticators, so that they forget what was removed here and show names as they are
     * now (WebAuthn section 5.1.10).
     */
    record Signals(String rpId, String userId, String ids, String name, String displayName) {}

    @GetMapping
    String list(@RequestParam(defaultValue = "") String done, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        Account account = account(realm);
        List<Passkey> all = passkeys.of(realm, account.subject());
        model.addAttribute("realm", realm);
        model.addAttribute("passkeys", all);
        model.addAttribute("mayAdd", Passkeys.areOffered(realm) && all.size() < Passkey.MOST);
        model.addAttribute("done", List.of("added", "renamed", "removed").contains(done) ? done : null);
        model.addAttribute("signals", signals(realm, account, all));
        return "passkey/list";
    }

    @GetMapping("/{id}/rename")
    String renamePage(@PathVariable UUID id, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        Passkey passkey = own(realm, id);
        return page("passkey/rename", realm, passkey, passkey.name(), model);
    }

    @PostMapping("/{id}/rename")
    String rename(@PathVariable UUID id, @RequestParam(defaultValue = "") String name, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        Passkey passkey = own(realm, id);
        String wanted = name.strip();
        if (wanted.isEmpty() || wanted.length() > Passkey.LONGEST_NAME) {
            model.addAttribute(
                    FormErrors.MODEL_NAME, FormErrors.on("name", "passkey.name.wrong", Passkey.LONGEST_NAME));
            return page("passkey/rename", realm, passkey, wanted, model);
        }
        passkeys.rename(realm, account(realm), id, wanted, person().reference());
        return redirect(realm, "renamed");
    }

    @AfterFreshSignIn
    @GetMapping("/{id}/remove")
    String removePage(@PathVariable UUID id, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        Passkey passkey = own(realm, id);
        model.addAttribute("last", passkeys.isNeeded(realm, account(realm), id));
        model.addAttribute("why", why(realm));
        return page("passkey/remove", realm, passkey, passkey.name(), model);
    }

    /** What is gone already is answered as if it went now. */
    @AfterFreshSignIn
    @PostMapping("/{id}/remove")
    String remove(@PathVariable UUID id, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        if (!passkeys.removeOwn(realm, person().account(), id, person().reference())) {
            model.addAttribute(FormErrors.MODEL_NAME, FormErrors.of(why(realm)));
            model.addAttribute("last", true);
            return page("passkey/remove", realm, own(realm, id), "", model);
        }
        return redirect(realm, "removed");
    }

    private String why(Realm realm) {
        return passkeys.isOnlyWayIn(realm, account(realm)) ? "passkey.remove.last" : "factors.app.last";
    }

    private Passkey own(Realm realm, UUID id) {
        return passkeys.find(realm, person().account(), id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Signals signals(Realm realm, Account account, List<Passkey> all) {
        return new Signals(
                relyingParty.id(),
                owners.find(realm, account.subject())
                        .map(handle -> handle.toBase64UrlString())
                        .orElse(""),
                String.join(
                        " ",
                        all.stream()
                                .map(passkey -> passkey.credentialId().toBase64UrlString())
                                .toList()),
                account.userName(),
                account.displayName());
    }

    private Account account(Realm realm) {
        return accounts.find(realm, person().account()).orElseThrow(PasskeysController::gone);
    }

    private static SignedInAccount person() {
        return SignedIn.current().orElseThrow(PasskeysController::gone);
    }

    private static String page(String template, Realm realm, Passkey passkey, String name, Model model) {
        model.addAttribute("realm", realm);
        model.addAttribute("passkey", passkey);
        model.addAttribute("name", name);
        return template;
    }

    private static String redirect(Realm realm, String done) {
        return "redirect:/realms/" + realm.name() + "/account/passkeys?done=" + done;
    }

    private static ResponseStatusException gone() {
        return new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
}
