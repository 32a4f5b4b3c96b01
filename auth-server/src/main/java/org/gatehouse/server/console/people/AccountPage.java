package org.gatehouse.server.console.people;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.gatehouse.realm.AttributeDefinition;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.RoleDefinition;
import org.gatehouse.server.administration.AccountAdministration;
import org.gatehouse.server.administration.AccountException;
import org.gatehouse.server.administration.AccountLifecycle;
import org.gatehouse.server.administration.AccountRecord;
import org.gatehouse.server.administration.AccountSessions;
import org.gatehouse.server.administration.RoleGrants;
import org.gatehouse.server.administration.SlowedSignIns;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.GroupNames;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.groups.Group;
import org.gatehouse.server.groups.Memberships;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.EffectiveRights;
import org.gatehouse.server.rights.Justification;
import org.gatehouse.server.rights.RolePath;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.signin.KeptForms;
import org.gatehouse.server.web.FormErrors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One account: what is known, why it may what it may, and everything an administrator does with it. */
@Controller
@RequestMapping("/console/realms/{realm}/accounts/{id}")
class AccountPage {

    /** What a page may say was done; anything else in the address says nothing. */
    private static final Set<String> DONE = Set.of(
            "created",
            "edited",
            "disabled",
            "enabled",
            "signed-out",
            "deleted",
            "restored",
            "role-given",
            "role-asked",
            "role-taken",
            "joined",
            "left",
            "slowed-lifted");

    private final AccountAdministration administration;
    private final AccountLifecycle lifecycle;
    private final AccountSessions sessions;
    private final SlowedSignIns slowed;
    private final RoleGrants grants;
    private final GroupNames groups;
    private final Memberships memberships;
    private final EffectiveRights rights;
    private final KeptForms forms;

    AccountPage(
            AccountAdministration administration,
            AccountLifecycle lifecycle,
            AccountSessions sessions,
            SlowedSignIns slowed,
            RoleGrants grants,
            GroupNames groups,
            Memberships memberships,
            EffectiveRights rights,
            KeptForms forms) {
        this.administration = administration;
        this.lifecycle = lifecycle;
        this.sessions = sessions;
        this.slowed = slowed;
        this.grants = grants;
        this.groups = groups;
        this.memberships = memberships;
        this.rights = rights;
        this.forms = forms;
    }

    /** A value of one of the realm's own attributes. */
    record Value(String name, String label, String text, boolean masked) {}

    /** A role, and every way by which it comes; an empty way is the account's own. */
    record Held(String role, boolean own, List<String> ways) {}

    @GetMapping
    String view(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String done,
            Locale locale,
            Model model) {
        model.addAttribute("done", DONE.contains(done) ? done : null);
        return page(viewer, id, locale, model);
    }

    /** A POST: what is looked at is an entry each time, so no link, reload or prefetch may do it. */
    @PostMapping("/reveal")
    String reveal(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @RequestParam String attribute,
            @RequestParam(defaultValue = "") String why,
            Locale locale,
            Model model) {
        ConsoleViewer.require(viewer, Permission.USERS_READ);
        ConsoleViewer.require(viewer, Permission.USERS_WRITE);
        if (Justification.of(why).isEmpty()) {
            model.addAttribute("asked", attribute);
            return refused(viewer, id, FormErrors.on("why", "retention.problem.why"), locale, model);
        }
        AccountRecord found = found(() -> administration.reveal(viewer, id, Set.of(attribute), why));
        return page(viewer, found, Set.of(attribute), locale, model);
    }

    @AfterFreshSignIn
    @GetMapping("/edit")
    String form(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        AccountRecord stored = forEditing(viewer, id);
        AccountForm now = AccountForm.of(viewer.realm(), stored);
        Map<String, String> kept = forms.take(request);
        if (!kept.isEmpty() && !String.valueOf(stored.account().version()).equals(kept.get("version"))) {
            model.addAttribute("now", now);
        }
        return form(viewer, stored, kept.isEmpty() ? now : new AccountForm(kept), locale, model);
    }

    @AfterFreshSignIn(
            keeps = {
                "version",
                "userName",
                "displayName",
                "email",
                "emailVerified",
                "phone",
                "phoneVerified",
                "locale",
                AccountForm.ATTRIBUTE + "*",
                AccountForm.REMOVE + "*"
            })
    @PostMapping("/edit")
    String edit(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam Map<String, String> typed,
            Locale locale,
            Model model) {
        AccountRecord stored = forEditing(viewer, id);
        AccountForm form = new AccountForm(typed);
        FormErrors errors =
                Refusals.attempt(() -> administration.edit(viewer, id, version, form.edit(viewer.realm(), stored)));
        if (!errors.any()) {
            return done(viewer, id, "edited");
        }
        model.addAttribute(FormErrors.MODEL_NAME, errors);
        if (stored.account().version() != version) {
            model.addAttribute("now", AccountForm.of(viewer.realm(), stored));
        }
        return form(viewer, stored, form, locale, model);
    }

    @PostMapping("/disable")
    String disable(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable UUID id, Locale locale, Model model) {
        return act(viewer, id, "disabled", () -> lifecycle.disable(viewer, id), locale, model);
    }

    @AfterFreshSignIn
    @PostMapping("/enable")
    String enable(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable UUID id, Locale locale, Model model) {
        return act(viewer, id, "enabled", () -> lifecycle.enable(viewer, id), locale, model);
    }

    @PostMapping("/sign-out")
    String signOut(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable UUID id, Locale locale, Model model) {
        return act(viewer, id, "signed-out", () -> sessions.endAll(viewer, id), locale, model);
    }

    @AfterFreshSignIn
    @PostMapping("/delete")
    String delete(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @RequestParam int version,
            Locale locale,
            Model model) {
        return act(viewer, id, "deleted", () -> lifecycle.delete(viewer, id, version), locale, model);
    }

    @AfterFreshSignIn
    @PostMapping("/restore")
    String restore(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable UUID id, Locale locale, Model model) {
        return act(viewer, id, "restored", () -> lifecycle.restore(viewer, id), locale, model);
    }

    @AfterFreshSignIn
    @PostMapping("/erase")
    String erase(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam(defaultValue = "") String confirmation,
            @RequestParam(defaultValue = "false") boolean redact,
            Locale locale,
            Model model) {
        ConsoleViewer.require(viewer, Permission.USERS_ERASE);
        String userName =
                found(() -> administration.afterChange(viewer, id)).account().userName();
        FormErrors errors = confirmation.strip().equals(userName)
                ? Refusals.attempt(() -> lifecycle.erase(viewer, id, version, redact))
                : FormErrors.on("confirmation", "console.erase.mistyped");
        if (errors.any()) {
            return refused(viewer, id, errors, locale, model);
        }
        return "redirect:" + ConsoleFrame.base(viewer) + "/accounts?done=erased";
    }

    @AfterFreshSignIn
    @PostMapping("/roles/give")
    String give(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @RequestParam String role,
            Locale locale,
            Model model) {
        boolean[] waits = new boolean[1];
        FormErrors errors =
                Refusals.attempt(() -> waits[0] = grants.grant(viewer, id, role).isPresent());
        return errors.any()
                ? refused(viewer, id, errors, locale, model)
                : done(viewer, id, waits[0] ? "role-asked" : "role-given");
    }

    @AfterFreshSignIn
    @PostMapping("/roles/take")
    String take(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @RequestParam String role,
            Locale locale,
            Model model) {
        return act(viewer, id, "role-taken", () -> grants.revoke(viewer, id, role), locale, model);
    }

    @AfterFreshSignIn
    @PostMapping("/groups/join")
    String join(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String group,
            Locale locale,
            Model model) {
        Optional<Group> meant = groups.find(viewer.realm(), group);
        if (meant.isEmpty()) {
            model.addAttribute("typedGroup", group);
            return refused(viewer, id, FormErrors.on("group", "console.groups.unknown"), locale, model);
        }
        return act(
                viewer, id, "joined", () -> memberships.add(viewer, meant.get().id(), id), locale, model);
    }

    @AfterFreshSignIn
    @PostMapping("/groups/leave")
    String leave(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @RequestParam UUID group,
            Locale locale,
            Model model) {
        return act(viewer, id, "left", () -> memberships.remove(viewer, group, id), locale, model);
    }

    private String act(Actor viewer, UUID id, String done, Runnable action, Locale locale, Model model) {
        FormErrors errors = Refusals.attempt(action);
        return errors.any() ? refused(viewer, id, errors, locale, model) : done(viewer, id, done);
    }

    private String refused(Actor viewer, UUID id, FormErrors errors, Locale locale, Model model) {
        model.addAttribute(FormErrors.MODEL_NAME, errors);
        return page(viewer, id, locale, model);
    }

    private static String done(Actor viewer, UUID id, String what) {
        return "redirect:" + ConsoleFrame.base(viewer) + "/accounts/" + id + "?done=" + what;
    }

    private String page(Actor viewer, UUID id, Locale locale, Model model) {
        ConsoleViewer.require(viewer, Permission.USERS_READ);
        return page(viewer, found(() -> administration.view(viewer, id)), Set.of(), locale, model);
    }

    private String page(Actor viewer, AccountRecord found, Set<String> revealed, Locale locale, Model model) {
        Realm realm = viewer.realm();
        Account account = found.account();
        UUID id = account.subject();
        model.addAttribute("account", account);
        model.addAttribute("personal", found.personal());
        model.addAttribute("groups", found.groups());
        model.addAttribute("self", viewer.isSelf(id));
        boolean deleted = account.state() == AccountState.DELETED;
        model.addAttribute("deleted", deleted);
        model.addAttribute("slowed", deleted ? List.of() : slowed.of(viewer, id));
        model.addAttribute("attributes", values(realm, found, revealed, locale));
        model.addAttribute("roles", roles(realm, account));
        model.addAttribute("moreRoles", moreRoles(realm, account));
        model.addAttribute(
                "moreGroups", groups.proposed(realm, group -> !found.groups().contains(group)));
        return "console/account";
    }

    private String form(Actor viewer, AccountRecord stored, AccountForm form, Locale locale, Model model) {
        model.addAttribute("account", stored.account());
        model.addAttribute("form", form);
        model.addAttribute("attributes", AccountForm.attributes(viewer.realm(), locale));
        return "console/account-edit";
    }

    private AccountRecord forEditing(Actor viewer, UUID id) {
        ConsoleViewer.require(viewer, Permission.USERS_READ);
        ConsoleViewer.require(viewer, Permission.USERS_WRITE);
        return found(() -> administration.view(viewer, id));
    }

    private static AccountRecord found(Supplier<AccountRecord> looked) {
        try {
            return looked.get();
        } catch (AccountException ex) {
            throw Refusals.notFound();
        }
    }

    private static List<Value> values(Realm realm, AccountRecord found, Set<String> revealed, Locale locale) {
        return realm.definition().attributes().stream()
                .filter(attribute -> found.attributes().containsKey(attribute.name()))
                .map(attribute -> value(attribute, found, revealed, locale))
                .toList();
    }

    private static Value value(
            AttributeDefinition attribute, AccountRecord found, Set<String> revealed, Locale locale) {
        return new Value(
                attribute.name(),
                AccountForm.label(attribute, locale),
                String.valueOf(found.attributes().get(attribute.name())),
                attribute.sensitive() && !revealed.contains(attribute.name()));
    }

    private List<Held> roles(Realm realm, Account account) {
        Map<String, List<RolePath>> paths = rights.of(realm, account.subject()).stream()
                .collect(Collectors.groupingBy(RolePath::role, TreeMap::new, Collectors.toList()));
        return paths.entrySet().stream()
                .map(entry -> new Held(entry.getKey(), account.hasRole(entry.getKey()), ways(entry.getValue())))
                .toList();
    }

    /** From the group the person is in up to the one that has the role. */
    private static List<String> ways(List<RolePath> paths) {
        return paths.stream()
                .map(RolePath::path)
                .filter(path -> !path.isEmpty())
                .map(path -> String.join(" → ", path))
                .toList();
    }

    private static List<String> moreRoles(Realm realm, Account account) {
        Set<String> roles = new TreeSet<>(RoleDefinition.BUILT_IN);
        realm.definition().roles().forEach(role -> roles.add(role.name()));
        roles.removeAll(account.roles());
        return List.copyOf(roles);
    }
}
