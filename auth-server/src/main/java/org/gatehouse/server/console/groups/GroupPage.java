package org.gatehouse.server.console.groups;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.RoleDefinition;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.Places;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountQuery;
import org.gatehouse.server.directory.AccountSearch;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.AccountSummary;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.groups.Group;
import org.gatehouse.server.groups.Groups;
import org.gatehouse.server.groups.Memberships;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.signin.KeptForms;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One group: its name and place, the roles it gives, and the people in it. */
@Controller
@RequestMapping("/console/realms/{realm}/groups/{id}")
class GroupPage {

    private static final int PAGE_SIZE = 50;

    private static final Set<String> DONE =
            Set.of("group-created", "group-edited", "role-given", "role-taken", "joined", "left");

    private final Groups groups;
    private final GroupPlaces names;
    private final Memberships memberships;
    private final Accounts accounts;
    private final AccountSearch search;
    private final KeptForms forms;

    GroupPage(
            Groups groups,
            GroupPlaces names,
            Memberships memberships,
            Accounts accounts,
            AccountSearch search,
            KeptForms forms) {
        this.groups = groups;
        this.names = names;
        this.memberships = memberships;
        this.accounts = accounts;
        this.search = search;
        this.forms = forms;
    }

    @GetMapping
    String view(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String done,
            @RequestParam(required = false) @Nullable String after,
            HttpServletRequest request,
            Model model) {
        model.addAttribute("done", DONE.contains(done) ? done : null);
        Map<String, String> kept = forms.take(request);
        if (kept.isEmpty()) {
            return page(viewer, id, null, after, model);
        }
        groups.find(viewer.realm(), id)
                .filter(group -> !String.valueOf(group.version()).equals(kept.get("version")))
                .ifPresent(now -> model.addAttribute("now", now));
        return page(viewer, id, GroupForm.of(kept), after, model);
    }

    /** Whoever is in it has the roles of the groups it is put into. */
    @AfterFreshSignIn(keeps = {"version", "name", "description", "parent"})
    @PostMapping
    String change(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @RequestParam int version,
            @ModelAttribute("form") GroupForm form,
            Model model) {
        FormErrors errors = names.place(viewer, form, inside -> groups.change(viewer, id, version, form.group(inside)));
        if (!errors.any()) {
            return done(viewer, id, "group-edited");
        }
        model.addAttribute(FormErrors.MODEL_NAME, errors);
        groups.find(viewer.realm(), id)
                .filter(group -> group.version() != version)
                .ifPresent(now -> model.addAttribute("now", now));
        return page(viewer, id, form, null, model);
    }

    @AfterFreshSignIn
    @PostMapping("/delete")
    String delete(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @RequestParam int version,
            Model model) {
        FormErrors errors = Refusals.attempt(() -> groups.delete(viewer, id, version));
        return errors.any()
                ? refused(viewer, id, errors, model)
                : "redirect:" + ConsoleFrame.base(viewer) + "/groups?done=deleted";
    }

    @AfterFreshSignIn
    @PostMapping("/roles/give")
    String give(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @RequestParam String role,
            Model model) {
        return act(viewer, id, "role-given", () -> groups.addRole(viewer, id, role), model);
    }

    @AfterFreshSignIn
    @PostMapping("/roles/take")
    String take(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @RequestParam String role,
            Model model) {
        return act(viewer, id, "role-taken", () -> groups.removeRole(viewer, id, role), model);
    }

    @AfterFreshSignIn
    @PostMapping("/members/add")
    String add(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String member,
            Model model) {
        ConsoleViewer.require(viewer, Permission.USERS_READ);
        Optional<Account> person = accounts.findByLogin(viewer.realm(), member.strip());
        if (person.isEmpty()) {
            model.addAttribute("member", member);
            return refused(viewer, id, FormErrors.on("member", "console.trail.nobody"), model);
        }
        return act(
                viewer,
                id,
                "joined",
                () -> memberships.add(viewer, id, person.get().subject()),
                model);
    }

    @AfterFreshSignIn
    @PostMapping("/members/remove")
    String remove(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @RequestParam UUID account,
            Model model) {
        return act(viewer, id, "left", () -> memberships.remove(viewer, id, account), model);
    }

    private String act(Actor viewer, UUID id, String done, Runnable action, Model model) {
        FormErrors errors = Refusals.attempt(action);
        return errors.any() ? refused(viewer, id, errors, model) : done(viewer, id, done);
    }

    private String refused(Actor viewer, UUID id, FormErrors errors, Model model) {
        model.addAttribute(FormErrors.MODEL_NAME, errors);
        return page(viewer, id, null, null, model);
    }

    private static String done(Actor viewer, UUID id, String what) {
        return "redirect:" + ConsoleFrame.base(viewer) + "/groups/" + id + "?done=" + what;
    }

    private String page(Actor viewer, UUID id, @Nullable GroupForm typed, @Nullable String after, Model model) {
        ConsoleViewer.require(viewer, Permission.GROUPS_READ);
        Realm realm = viewer.realm();
        Group group = groups.find(realm, id).orElseThrow(Refusals::notFound);
        model.addAttribute("group", group);
        model.addAttribute("form", typed == null ? GroupForm.of(group) : typed);
        model.addAttribute("places", names.proposed(realm, group));
        model.addAttribute("moreRoles", moreRoles(realm, group));
        if (viewer.permissions().contains(Permission.USERS_READ)) {
            addMembers(realm, id, after, model);
        }
        return "console/group";
    }

    private void addMembers(Realm realm, UUID id, @Nullable String after, Model model) {
        AccountQuery query = new AccountQuery(
                null,
                Set.of(AccountState.ACTIVE, AccountState.DISABLED),
                null,
                id,
                Map.of(),
                null,
                Places.parse(after),
                PAGE_SIZE + 1);
        List<AccountSummary> found = search.find(realm, query);
        boolean more = found.size() > PAGE_SIZE;
        List<AccountSummary> shown = more ? found.subList(0, PAGE_SIZE) : found;
        model.addAttribute("members", shown);
        model.addAttribute("next", more ? shown.get(PAGE_SIZE - 1).place().encoded() : null);
    }

    private static List<String> moreRoles(Realm realm, Group group) {
        Set<String> roles = new TreeSet<>(RoleDefinition.BUILT_IN);
        realm.definition().roles().forEach(role -> roles.add(role.name()));
        roles.removeIf(role -> group.roles().contains(role)
                || realm.definition().permissionsOf(role).contains(Permission.APPROVALS_DECIDE));
        return List.copyOf(roles);
    }
}
