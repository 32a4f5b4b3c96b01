package org.gatehouse.server.console.roles;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.approval.Approval;
import org.gatehouse.server.approval.Approvals;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What waits for a second person, and what was decided lately. */
@Controller
@RequestMapping("/console/realms/{realm}/approvals")
class ApprovalsPage {

    /** Requests live for a day, so whatever waits is among these. */
    private static final int SHOWN = 200;

    private static final Set<String> TIMES = Set.of("from", "until");
    private static final Set<String> PEOPLE = Set.of("person", "actor", "target");

    private final Approvals approvals;
    private final Accounts accounts;

    ApprovalsPage(Approvals approvals, Accounts accounts) {
        this.approvals = approvals;
        this.accounts = accounts;
    }

    /**
     * A request in words.
     *
     * @param facts what exactly was asked for
     * @param details what else somebody who decides should see
     * @param target whom it is about; null when the account is gone
     */
    record Row(
            UUID id,
            String kind,
            Map<String, String> facts,
            List<Detail> details,
            @Nullable String role,
            @Nullable String target,
            @Nullable UUID targetId,
            @Nullable String asker,
            boolean own,
            Instant requestedAt,
            Instant expiresAt,
            String state,
            @Nullable String decider) {}

    /**
     * One of them.
     *
     * @param at set when it is a time
     */
    record Detail(String name, String value, @Nullable Instant at) {}

    @GetMapping
    String list(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @RequestParam(defaultValue = "") String done,
            Model model) {
        model.addAttribute("done", done.equals("approved") || done.equals("refused") ? done : null);
        return page(viewer, model);
    }

    @AfterFreshSignIn
    @PostMapping("/{id}/approve")
    String approve(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable UUID id, Model model) {
        return decide(viewer, "approved", () -> approvals.approve(viewer, id), model);
    }

    @PostMapping("/{id}/refuse")
    String refuse(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable UUID id, Model model) {
        return decide(viewer, "refused", () -> approvals.refuse(viewer, id), model);
    }

    private String decide(Actor viewer, String done, Runnable decision, Model model) {
        FormErrors errors = Refusals.attempt(decision);
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return page(viewer, model);
        }
        return "redirect:" + ConsoleFrame.base(viewer) + "/approvals?done=" + done;
    }

    private String page(Actor viewer, Model model) {
        ConsoleViewer.require(viewer, Permission.APPROVALS_DECIDE);
        List<Row> rows = approvals.page(viewer.realm(), null, SHOWN).stream()
                .map(approval -> row(viewer, approval))
                .toList();
        model.addAttribute("waiting", rows.stream().filter(ApprovalsPage::waits).toList());
        model.addAttribute("decided", rows.stream().filter(row -> !waits(row)).toList());
        return "console/approvals";
    }

    private static boolean waits(Row row) {
        return row.state().equals(Approval.State.PENDING.name());
    }

    private Row row(Actor viewer, Approval approval) {
        Realm realm = viewer.realm();
        Optional<Account> target = Optional.ofNullable(approval.change().get("account"))
                .flatMap(id -> accounts.find(realm, UUID.fromString(id)));
        return new Row(
                approval.id(),
                approval.kind(),
                approval.change(),
                details(realm, approval),
                approval.change().get("role"),
                target.map(Account::displayName).orElse(null),
                target.map(Account::subject).orElse(null),
                name(realm, approval.requestedBy()),
                viewer.isSelf(approval.requestedBy()),
                approval.requestedAt(),
                approval.expiresAt(),
                approval.state().name(),
                name(realm, approval.decidedBy()));
    }

    private List<Detail> details(Realm realm, Approval approval) {
        return approvals.details(realm, approval).entrySet().stream()
                .map(detail -> detail(realm, detail.getKey(), detail.getValue()))
                .toList();
    }

    private Detail detail(Realm realm, String name, String value) {
        if (TIMES.contains(name)) {
            return new Detail(name, value, Instant.parse(value));
        }
        String person = PEOPLE.contains(name) ? name(realm, UUID.fromString(value)) : null;
        return new Detail(name, person == null ? value : person, null);
    }

    private @Nullable String name(Realm realm, @Nullable UUID person) {
        return person == null
                ? null
                : accounts.find(realm, person).map(Account::displayName).orElse(null);
    }
}
