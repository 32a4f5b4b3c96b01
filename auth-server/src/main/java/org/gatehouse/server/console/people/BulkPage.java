package org.gatehouse.server.console.people;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.trail.TrailUnavailableException;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.bulk.BulkAction;
import org.gatehouse.server.bulk.BulkChange;
import org.gatehouse.server.bulk.BulkChange.Changed;
import org.gatehouse.server.bulk.BulkChanges;
import org.gatehouse.server.bulk.ChangedSinceException;
import org.gatehouse.server.bulk.UndoableChanges;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.GroupNames;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.groups.Group;
import org.gatehouse.server.groups.Groups;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * One thing done to several people, whom the page names first. Each is a change of its own, with its own rights, refusal and
 * entry: what somebody may not do to one of them is not done to that one. For a while whoever did it may undo it.
 */
@Controller
@RequestMapping("/console/realms/{realm}/accounts/bulk")
class BulkPage {

    /** As many as a page of the list has. */
    private static final int MOST = 50;

    /** What the page says of whoever is not what the change made of them. */
    private static final String SINCE = "bulk.since";

    /** Nothing can be written down now; nothing was changed. */
    private static final String TRAIL = "bulk.trail";

    private final Accounts accounts;
    private final BulkChanges changes;
    private final UndoableChanges undoable;
    private final Groups groups;
    private final GroupNames names;

    BulkPage(Accounts accounts, BulkChanges changes, UndoableChanges undoable, Groups groups, GroupNames names) {
        this.accounts = accounts;
        this.changes = changes;
        this.undoable = undoable;
        this.groups = groups;
        this.names = names;
    }

    /**
     * One of the people.
     *
     * @param same whether it would change nothing
     * @param refused why it was not done; null when it was, or before
     * @param undoable what can be undone of it; null for nothing, and before
     */
    record Row(
            Account account,
            boolean self,
            boolean same,
            @Nullable String refused,
            @Nullable Changed undoable) {}

    /** Whoever comes here without having chosen anybody, as after signing in again. */
    @GetMapping
    String back(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer) {
        return "redirect:" + ConsoleFrame.base(viewer) + "/accounts";
    }

    /**
     * Names them, and what would happen; nothing happens.
     *
     * @param group its id, or its name with those of the groups it is in
     */
    @AfterFreshSignIn
    @PostMapping
    String preview(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @RequestParam(defaultValue = "") List<UUID> account,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String group,
            Model model) {
        BulkAction asked = asked(viewer, action);
        Optional<Group> about = asked.isAboutAGroup() ? names.find(viewer.realm(), group) : Optional.empty();
        if (asked.isAboutAGroup() && about.isEmpty()) {
            model.addAttribute(FormErrors.MODEL_NAME, FormErrors.of("bulk.no-group"));
            return page(model, asked, null, List.of(), false);
        }
        List<Row> rows = people(viewer, account).stream()
                .map(person -> planned(viewer, asked, about.orElse(null), person))
                .toList();
        if (rows.isEmpty()) {
            model.addAttribute(FormErrors.MODEL_NAME, FormErrors.of("bulk.nobody"));
        }
        return page(model, asked, about.orElse(null), rows, false);
    }

    @AfterFreshSignIn
    @PostMapping("/apply")
    String apply(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @RequestParam(defaultValue = "") List<UUID> account,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(required = false) @Nullable UUID group,
            Model model) {
        BulkAction asked = asked(viewer, action);
        Group about = asked.isAboutAGroup() ? existing(viewer, group) : null;
        List<Row> rows = people(viewer, account).stream()
                .map(person -> done(viewer, asked, about, person))
                .toList();
        List<Changed> changed =
                rows.stream().map(Row::undoable).filter(Objects::nonNull).toList();
        undoable.keep(viewer, asked, about == null ? null : about.id(), changed)
                .ifPresent(kept -> model.addAttribute("undo", kept));
        return page(model, asked, about, rows, true);
    }

    /** Names those it would be undone for, and who has changed since; nothing happens. */
    @GetMapping("/undo/{id}")
    String undone(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable UUID id, Model model) {
        BulkChange change = change(viewer, id);
        model.addAttribute("undoing", change);
        return page(model, change.action(), about(viewer, change), undoRows(viewer, change), false);
    }

    @AfterFreshSignIn
    @PostMapping("/undo/{id}")
    String undo(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable UUID id, Model model) {
        BulkChange change = change(viewer, id);
        List<Row> rows = undoRows(viewer, change).stream()
                .map(row -> new Row(
                        row.account(),
                        row.self(),
                        false,
                        refusal(() -> changes.undo(viewer, change, row.account().subject())),
                        null))
                .toList();
        if (rows.stream()
                .noneMatch(row -> TRAIL.equals(row.refused()))) { // else they are tried again when there is one
            undoable.close(viewer, change);
        }
        model.addAttribute("undoing", change);
        return page(model, change.action(), about(viewer, change), rows, true);
    }

    private Row planned(Actor viewer, BulkAction action, @Nullable Group about, Account person) {
        boolean same = changes.isSame(viewer, action, about == null ? null : about.id(), person);
        return new Row(person, viewer.isSelf(person.subject()), same, null, null);
    }

    private Row done(Actor viewer, BulkAction action, @Nullable Group about, Account person) {
        UUID id = person.subject();
        @Nullable Changed[] changed = new Changed[1];
        @Nullable
        String refused = refusal(() -> changed[0] = changes.make(viewer, action, about == null ? null : about.id(), id)
                .orElse(null));
        return new Row(person, viewer.isSelf(id), false, refused, changed[0]);
    }

    private List<Row> undoRows(Actor viewer, BulkChange change) {
        return change.changed().stream()
                .flatMap(one -> accounts.find(viewer.realm(), one.account()).stream()
                        .map(person ->
                                new Row(person, false, false, person.version() == one.version() ? null : SINCE, one)))
                .toList();
    }

    /** Whatever happens to one of them, what was done to the others is told. */
    private static @Nullable String refusal(Runnable change) {
        try {
            FormErrors errors = Refusals.attempt(change);
            return errors.any() ? errors.all().get(0).code() : null;
        } catch (ResponseStatusException ex) {
            return "bulk.gone";
        } catch (ChangedSinceException ex) {
            return SINCE;
        } catch (TrailUnavailableException ex) {
            return TRAIL;
        }
    }

    private static BulkAction asked(Actor viewer, String code) {
        ConsoleViewer.require(viewer, Permission.USERS_READ);
        BulkAction action =
                BulkAction.find(code).orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
        ConsoleViewer.require(viewer, action.permission());
        return action;
    }

    /** Only who did it, and only who may still do such a thing. */
    private BulkChange change(Actor viewer, UUID id) {
        ConsoleViewer.require(viewer, Permission.USERS_READ);
        BulkChange change = undoable.find(viewer, id).orElseThrow(Refusals::notFound);
        ConsoleViewer.require(viewer, change.action().permission());
        return change;
    }

    private @Nullable Group about(Actor viewer, BulkChange change) {
        return Optional.ofNullable(change.group())
                .flatMap(id -> groups.find(viewer.realm(), id))
                .orElse(null);
    }

    private Group existing(Actor viewer, @Nullable UUID id) {
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

    private static String page(Model model, BulkAction action, @Nullable Group about, List<Row> rows, boolean done) {
        model.addAttribute("action", action);
        model.addAttribute("group", about);
        model.addAttribute("rows", rows);
        model.addAttribute("applied", done);
        model.addAttribute("minutes", UndoableChanges.WINDOW.toMinutes());
        return "console/bulk";
    }
}
