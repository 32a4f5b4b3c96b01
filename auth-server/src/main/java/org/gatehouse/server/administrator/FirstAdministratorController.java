package org.gatehouse.server.administrator;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.NewAccount;
import org.gatehouse.server.directory.Role;
import org.gatehouse.server.directory.UserNameTakenException;
import org.gatehouse.server.directory.UserNames;
import org.gatehouse.server.password.OwnData;
import org.gatehouse.server.password.PasswordHashing;
import org.gatehouse.server.password.PasswordRules;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/** The page behind a one-time link, where the first administrator chooses name and password. */
@Controller
@RequestMapping("/realms/{realm}/first-administrator")
class FirstAdministratorController {

    private final FirstAdministratorLinks links;
    private final Accounts accounts;
    private final PasswordRules rules;
    private final PasswordHashing hashing;
    private final TransactionTemplate transactions;

    FirstAdministratorController(
            FirstAdministratorLinks links,
            Accounts accounts,
            PasswordRules rules,
            PasswordHashing hashing,
            TransactionTemplate transactions) {
        this.links = links;
        this.accounts = accounts;
        this.rules = rules;
        this.hashing = hashing;
        this.transactions = transactions;
    }

    record Form(
            @Nullable String token,
            @Nullable String displayName,
            @Nullable String userName,
            @Nullable String email,
            @Nullable String password,
            @Nullable String known) {

        @Override
        public String toString() {
            return "Form[hidden]"; // never let a log line carry the password or the token
        }
    }

    @GetMapping
    String page(@ModelAttribute("form") Form form, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        requireValid(realm, form);
        model.addAttribute("realm", realm);
        model.addAttribute("rules", rules.list(realm));
        return "administrator/first";
    }

    @PostMapping
    String create(@ModelAttribute("form") Form form, Locale locale, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        requireValid(realm, form);
        FormErrors errors = check(realm, form, locale);
        if (!errors.any()) {
            errors = create(realm, form);
        }
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return page(form, model);
        }
        return "redirect:/realms/" + realm.name() + "/sign-in";
    }

    private FormErrors check(Realm realm, Form form, Locale locale) {
        FormErrors errors = FormErrors.none();
        if (!UserNames.isValid(text(form.displayName()))) {
            errors = errors.and("displayName", "administrator.name.missing");
        }
        if (!UserNames.isValid(text(form.userName()))) {
            errors = errors.and("userName", "administrator.user-name.missing");
        }
        if (!text(form.email()).matches("[^@\\s]{1,64}@[^@\\s]{3,180}")) {
            errors = errors.and("email", "administrator.email.invalid");
        }
        OwnData person = OwnData.of(form.userName(), form.email(), form.displayName());
        return errors.and(rules.problems(realm, person, text(form.password()), form.known() != null, locale));
    }

    /** Link, account, roles and entries in one transaction: two people with one link make one administrator. */
    private FormErrors create(Realm realm, Form form) {
        NewAccount administrator = new NewAccount(
                text(form.userName()).strip(),
                text(form.displayName()).strip(),
                text(form.email()).strip(),
                false,
                null,
                hashing.hash(text(form.password())),
                Set.of(Role.USER, Role.ADMIN),
                AccountState.ACTIVE,
                Map.of());
        try {
            transactions.executeWithoutResult(status -> {
                if (!links.use(realm, text(form.token()))) {
                    throw gone();
                }
                accounts.create(realm, administrator, Party.system());
            });
            return FormErrors.none();
        } catch (UserNameTakenException ex) {
            return FormErrors.on("userName", "administrator.user-name.taken");
        }
    }

    private void requireValid(Realm realm, Form form) {
        if (!links.isValid(realm, text(form.token()))) {
            throw gone();
        }
    }

    private static ResponseStatusException gone() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
