package org.gatehouse.server.console;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.trail.TrailUnavailableException;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.administration.AccountLifecycle;
import org.gatehouse.server.administration.AccountSessions;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.groups.Group;
import org.gatehouse.server.groups.Groups;
import org.gatehouse.server.groups.Memberships;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.signin.AfterFreshSignIn;
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

/**
 * One thing done to several people, whom the page names first. Each is a change of its own, with its own rights, refusal and
 * entry: what somebody may not do to one of them is not done to that one.
 */
@Controller
@RequestMapping("/console/realms/{realm}/accounts/bulk")
class BulkPage {

    /** As many as a page of the list has. */
    private static final int MOST = 50;

    private final Accounts accounts;
    private final AccountLifecycle lifecycle;
    private final AccountSessions sessions;
    private final Groups groups;
    private final Memberships memberships;

    BulkPage(
            Accounts accounts,
            AccountLifecycle lifecycle,
            AccountSessions sessions,
            Groups groups,
            Memberships memberships) {
        this.accounts = accounts;
        this.lifecycle = lifecycle;
        this.sessions = sessions;
        this.groups = groups;
        this.memberships = memberships;
    }

    /** What can be done to several. */
    enum Action {
        DISABLE(Permission.USERS_WRITE),
        SIGN_OUT(Permission.USERS_WRITE),
        JOIN(Permission.GROUPS_WRITE);

        private final Permission permission;

        Action(Permission permission) {
            this.permission = permission;
        }

        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Action of(String code) {
            return List.of(values()).stream()
                    .filter(action -> action.code().equals(code))
                    .findFirst()
                    .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
        }
    }

    /**
     * One of the people.
     *
     * @param same whether it would change nothing
     * @param refused why it was not done; null when it was, or before
     */
    record Row(
            Account account,
            boolean self,
            boolean same,
            @Nullable String refused) {}

    /** Whoever comes here without having chosen anybody, as after signing in again. */
    @GetMapping
    String back(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer) {
        return "redirect:" + ConsoleFrame.base(viewer) + "/accounts";
    }

    /** Names them, and what would happen; nothing happens. */
    @AfterFreshSignIn
    @PostMapping
    String preview(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @RequestParam(defaultValue = "") List<UUID> account,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(required = false) @Nullable UUID group,
            Model model) {
        Action asked = asked(viewer, action);
        Group into = group(viewer, asked, group);
        List<Row> rows = people(viewer, account).stream()
                .map(person ->
                        new Row(person, viewer.isSelf(person.subject()), isSame(viewer, asked, into, person), null))
                .toList();
        if (rows.isEmpty()) {
            model.addAttribute(FormErrors.MODEL_NAME, FormErrors.of("bulk.nobody"));
        }
        return page(model, asked, into, rows, false);
    }

    @AfterFreshSignIn
    @PostMapping("/apply")
    String apply(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @RequestParam(defaultValue = "") List<UUID> account,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(required = false) @Nullable UUID group,
            Model model) {
        Action asked = asked(viewer, action);
        Group into = group(viewer, asked, group);
        List<Row> rows = people(viewer, account).stream()
                .map(person -> done(viewer, asked, into, person))
                .toList();
        return page(model, asked, into, rows, true);
    }

    private Row done(Actor viewer, Action action, @Nullable Group into, Account person) {
        UUID id = person.subject();
        return new Row(person, viewer.isSelf(id), false, refusal(() -> {
            switch (action) {
                case DISABLE -> lifecycle.disable(viewer, id);
                case SIGN_OUT -> sessions.endAll(viewer, id);
                case JOIN ->
                    memberships.add(viewer, Objects.requireNonNull(into).id(), id);
            }
        }));
    }

    /** Whatever happens to one of them, what was done to the others is told. */
    private static @Nullable String refusal(Runnable change) {
        try {
            FormErrors errors = Refusals.attempt(change);
            return errors.any() ? errors.all().get(0).code() : null;
        } catch (ResponseStatusException ex) {
            return "bulk.gone";
        } catch (TrailUnavailableException ex) {
            return "bulk.trail";
        }
    }

    private boolean isSame(Actor viewer, Action action, @Nullable Group into, Account person) {
        return switch (action) {
            case DISABLE -> person.state() == AccountState.DISABLED;
            case SIGN_OUT -> false;
            case JOIN ->
                into != null && memberships.of(viewer.realm(), person.subject()).contains(into.id());
        };
    }

    private static Action asked(Actor viewer, String code) {
        ConsoleViewer.require(viewer, Permission.USERS_READ);
        Action action = Action.of(code);
        ConsoleViewer.require(viewer, action.permission);
        return action;
    }

    private @Nullable Group group(Actor viewer, Action action, @Nullable UUID id) {
        if (action != Action.JOIN) {
            return null;
        }
        return Optional.ofNullable(id)
                .flatMap(wanted -> groups.find(viewer.realm(), wanted))
                .orElseThrow(Refusals::notFound);
    }

    private List<Account> people(Actor viewer, List<UUID> ids) {
        return ids.stream()
                .distinct()
                .limit(MOST)
                .flatMap(id -> accounts.find(viewer.realm(), id).stream())
                .filter(account -> account.state() != AccountState.DELETED)
                .toList();
    }

    private static String page(Model model, Action action, @Nullable Group into, List<Row> rows, boolean done) {
        model.addAttribute("action", action.code());
        model.addAttribute("group", into);
        model.addAttribute("rows", rows);
        model.addAttribute("applied", done);
        return "console/bulk";
    }
}
