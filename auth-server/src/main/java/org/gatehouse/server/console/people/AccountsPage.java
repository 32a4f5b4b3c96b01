package org.gatehouse.server.console.people;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.administration.AccountAdministration;
import org.gatehouse.server.bulk.UndoableChanges;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.GroupNames;
import org.gatehouse.server.console.Places;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.directory.AccountQuery;
import org.gatehouse.server.directory.AccountSearch;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.AccountSummary;
import org.gatehouse.server.groups.Group;
import org.gatehouse.server.password.PasswordHashing;
import org.gatehouse.server.password.PasswordRules;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.signin.KeptForms;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The people of a realm: the list, and a form for one more. */
@Controller
@RequestMapping("/console/realms/{realm}/accounts")
class AccountsPage {

    private static final int PAGE_SIZE = 50;

    private static final String PASSWORD = PasswordRules.FIELD;
    private static final String KNOWN = "known";

    private final AccountSearch search;
    private final AccountAdministration administration;
    private final GroupNames groups;
    private final UndoableChanges undoable;
    private final PasswordRules rules;
    private final PasswordHashing hashing;
    private final KeptForms forms;

    AccountsPage(
            AccountSearch search,
            AccountAdministration administration,
            GroupNames groups,
            UndoableChanges undoable,
            PasswordRules rules,
            PasswordHashing hashing,
            KeptForms forms) {
        this.search = search;
        this.administration = administration;
        this.groups = groups;
        this.undoable = undoable;
        this.rules = rules;
        this.hashing = hashing;
        this.forms = forms;
    }

    @GetMapping
    String list(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String factor,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String done,
            Model model) {
        ConsoleViewer.require(viewer, Permission.USERS_READ);
        AccountQuery query = new AccountQuery(
                q, states(viewer, state), null, null, Map.of(), factor(factor), Places.parse(after), PAGE_SIZE + 1);
        AccountSearch.Found page = search.search(viewer.realm(), query);
        List<AccountSummary> found = page.accounts();
        boolean more = found.size() > PAGE_SIZE;
        List<AccountSummary> shown = more ? found.subList(0, PAGE_SIZE) : found;
        model.addAttribute("accounts", shown);
        model.addAttribute("next", more ? shown.get(PAGE_SIZE - 1).place().encoded() : null);
        model.addAttribute("goOn", page.goOn() == null ? null : page.goOn().encoded());
        model.addAttribute("q", q);
        model.addAttribute("state", state);
        model.addAttribute("factor", factor);
        model.addAttribute("groups", proposed(viewer));
        model.addAttribute("undoable", undoable.open(viewer));
        model.addAttribute("erased", "erased".equals(done));
        return "console/accounts";
    }

    @AfterFreshSignIn
    @GetMapping("/new")
    String form(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        ConsoleViewer.require(viewer, Permission.USERS_WRITE);
        return form(viewer, new AccountForm(forms.take(request)), locale, model);
    }

    @AfterFreshSignIn(
            keeps = {
                "userName",
                "displayName",
                "email",
                "emailVerified",
                "phone",
                "phoneVerified",
                "locale",
                AccountForm.ATTRIBUTE + "*"
            })
    @PostMapping("/new")
    String create(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @RequestParam Map<String, String> typed,
            Locale locale,
            Model model) {
        ConsoleViewer.require(viewer, Permission.USERS_WRITE);
        AccountForm form = new AccountForm(typed);
        String password = form.value(PASSWORD);
        FormErrors errors = password.isEmpty() ? FormErrors.none() : broken(viewer, form, locale);
        UUID[] made = new UUID[1];
        if (!errors.any()) {
            String hash =
                    password.isEmpty() ? null : hashing.hash(password); // before the transaction: it takes a while
            errors = Refusals.attempt(() -> made[0] = administration
                    .create(viewer, form.creation(viewer.realm()), hash)
                    .subject());
        }
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return form(viewer, form, locale, model);
        }
        return "redirect:" + ConsoleFrame.base(viewer) + "/accounts/" + made[0] + "?done=created";
    }

    private String form(Actor viewer, AccountForm form, Locale locale, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("attributes", AccountForm.attributes(viewer.realm(), locale));
        model.addAttribute("rules", rules.list(viewer.realm()));
        return "console/account-new";
    }

    private FormErrors broken(Actor viewer, AccountForm form, Locale locale) {
        return rules.problems(
                viewer.realm(), form.ownData(viewer.realm()), form.value(PASSWORD), form.checked(KNOWN), locale);
    }

    private List<Group> proposed(Actor viewer) {
        return viewer.permissions().contains(Permission.GROUPS_WRITE)
                ? groups.proposed(viewer.realm(), group -> true)
                : List.of();
    }

    private static @Nullable Boolean factor(String factor) {
        return switch (factor) {
            case "" -> null;
            case "with" -> true;
            case "without" -> false;
            default -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        };
    }

    private static Set<AccountState> states(Actor viewer, String state) {
        if (state.isEmpty()) {
            return Set.of(AccountState.ACTIVE, AccountState.DISABLED);
        }
        AccountState asked = Arrays.stream(AccountState.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(state))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
        if (asked == AccountState.DELETED) {
            ConsoleViewer.require(viewer, Permission.USERS_DELETE);
        }
        return Set.of(asked);
    }
}
