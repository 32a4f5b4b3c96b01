package org.gatehouse.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.password.RuleFailure;
import org.gatehouse.server.administration.AccountAdministration;
import org.gatehouse.server.administration.AccountLifecycle;
import org.gatehouse.server.administration.AccountRecord;
import org.gatehouse.server.administration.PasswordResets;
import org.gatehouse.server.administration.RoleGrants;
import org.gatehouse.server.approval.Approval;
import org.gatehouse.server.directory.AccountEdit;
import org.gatehouse.server.directory.AccountField;
import org.gatehouse.server.directory.AccountQuery;
import org.gatehouse.server.directory.AccountSearch;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.AccountSummary;
import org.gatehouse.server.password.PasswordHashing;
import org.gatehouse.server.password.PasswordRules;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /accounts}: the people of a realm. */
@RestController
@RequestMapping("/api/realms/{realm}/accounts")
class AccountsApi {

    private final AccountSearch search;
    private final AccountAdministration administration;
    private final AccountLifecycle lifecycle;
    private final RoleGrants roles;
    private final PasswordResets resets;
    private final PasswordRules rules;
    private final PasswordHashing hashing;
    private final Idempotency idempotency;

    AccountsApi(
            AccountSearch search,
            AccountAdministration administration,
            AccountLifecycle lifecycle,
            RoleGrants roles,
            PasswordResets resets,
            PasswordRules rules,
            PasswordHashing hashing,
            Idempotency idempotency) {
        this.search = search;
        this.administration = administration;
        this.lifecycle = lifecycle;
        this.roles = roles;
        this.resets = resets;
        this.rules = rules;
        this.hashing = hashing;
        this.idempotency = idempotency;
    }

    @GetMapping
    Paging.Page<AccountJson.Line> list(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Nullable String group,
            @RequestParam(required = false) @Nullable List<String> attribute,
            @RequestParam(required = false) @Nullable String secondFactor,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer size) {
        actor.require(Permission.USERS_READ);
        int limit = Paging.size(size);
        AccountQuery query = new AccountQuery(
                q,
                states(actor, state),
                role(actor, role),
                group == null ? null : Ids.parse("group", group),
                attributes(actor, attribute),
                secondFactor(secondFactor),
                Paging.place(cursor),
                limit + 1);
        AccountSearch.Found found = search.search(actor.realm(), query);
        Paging.Page<AccountJson.Line> page = Paging.page(
                found.accounts(), limit, (AccountSummary last) -> last.place().encoded(), AccountJson.Line::of);
        return found.goOn() == null // otherwise the page is short, and not the last
                ? page
                : new Paging.Page<>(page.items(), found.goOn().encoded());
    }

    private static @Nullable Boolean secondFactor(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ApiException.invalid("'secondFactor' must be true or false.");
        };
    }

    @PostMapping
    ResponseEntity<AccountJson.Whole> create(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, HttpServletRequest request) {
        actor.require(Permission.USERS_WRITE);
        JsonBody body = JsonBody.of(request, AccountJson.creatable());
        body.required(AccountField.USER_NAME.code());
        body.required(AccountField.DISPLAY_NAME.code());
        AccountEdit edit = AccountJson.edit(body);
        String hash =
                passwordHash(actor, edit, body.text(AccountJson.PASSWORD)); // before the transaction: it takes a while
        UUID id = idempotency.once(
                actor,
                request,
                body,
                () -> administration.create(actor, edit, hash).subject());
        AccountRecord made = administration.afterChange(actor, id);
        return ResponseEntity.created(URI.create(request.getRequestURI() + "/" + id))
                .eTag(Versions.tag(made.account().version()))
                .body(AccountJson.Whole.of(made));
    }

    @GetMapping("/{id}")
    ResponseEntity<AccountJson.Whole> view(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Set<String> reveal,
            @RequestParam(required = false) @Nullable String why) {
        UUID account = Ids.parse("id", id);
        return answer(
                reveal == null || reveal.isEmpty()
                        ? administration.view(actor, account)
                        : administration.reveal(actor, account, reveal, why));
    }

    @PatchMapping("/{id}")
    ResponseEntity<AccountJson.Whole> edit(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id, HttpServletRequest request) {
        UUID account = Ids.parse("id", id);
        int version = Versions.required(request);
        JsonBody body = JsonBody.of(request, AccountJson.editable());
        administration.edit(actor, account, version, AccountJson.edit(body));
        return answer(administration.afterChange(actor, account));
    }

    @PostMapping("/{id}/disable")
    ResponseEntity<AccountJson.Whole> disable(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        lifecycle.disable(actor, Ids.parse("id", id));
        return answer(administration.afterChange(actor, Ids.parse("id", id)));
    }

    @PostMapping("/{id}/enable")
    ResponseEntity<AccountJson.Whole> enable(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        lifecycle.enable(actor, Ids.parse("id", id));
        return answer(administration.afterChange(actor, Ids.parse("id", id)));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id, HttpServletRequest request) {
        lifecycle.delete(actor, Ids.parse("id", id), Versions.required(request));
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{id}/restore")
    ResponseEntity<AccountJson.Whole> restore(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        lifecycle.restore(actor, Ids.parse("id", id));
        return answer(administration.afterChange(actor, Ids.parse("id", id)));
    }

    record TemporaryPasswordJson(String password, Instant expiresAt) {

        @Override
        public String toString() {
            return "TemporaryPasswordJson[hidden]"; // a password has no place in a log
        }
    }

    /** The one time this password is told. */
    @PostMapping("/{id}/temporary-password")
    TemporaryPasswordJson giveTemporaryPassword(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        PasswordResets.Temporary given = resets.giveTemporary(actor, Ids.parse("id", id));
        return new TemporaryPasswordJson(given.password(), given.expiresAt());
    }

    @PostMapping("/{id}/require-password-change")
    ResponseEntity<Void> requirePasswordChange(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        resets.requireChange(actor, Ids.parse("id", id));
        return ResponseEntity.noContent().build();
    }

    record RestrictionJson(boolean restricted) {}

    @GetMapping("/{id}/restriction")
    RestrictionJson restriction(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        return new RestrictionJson(lifecycle.isRestricted(actor, Ids.parse("id", id)));
    }

    @PutMapping("/{id}/restriction")
    ResponseEntity<Void> restrict(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        lifecycle.restrict(actor, Ids.parse("id", id), true);
        return ResponseEntity.noContent().build();
    }

    @DeleteMapping("/{id}/restriction")
    ResponseEntity<Void> liftRestriction(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        lifecycle.restrict(actor, Ids.parse("id", id), false);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{id}/erase")
    ResponseEntity<Void> erase(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor,
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean redact,
            HttpServletRequest request) {
        UUID erasure = lifecycle.erase(actor, Ids.parse("id", id), Versions.required(request), redact);
        String erasures = "/api/realms/" + actor.realm().name() + "/audit/erasures/";
        return ResponseEntity.noContent()
                .location(URI.create(erasures + erasure + "/certificate"))
                .build();
    }

    /** 204 when the account has the role now; 202 with the request when a second person has to agree first. */
    @PutMapping("/{id}/roles/{role}")
    ResponseEntity<ApprovalJson> grant(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id, @PathVariable String role) {
        Optional<Approval> waits = roles.grant(actor, Ids.parse("id", id), role);
        return waits.isEmpty()
                ? ResponseEntity.noContent().build()
                : ResponseEntity.status(HttpStatus.ACCEPTED).body(ApprovalJson.of(waits.get()));
    }

    @DeleteMapping("/{id}/roles/{role}")
    ResponseEntity<Void> revoke(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id, @PathVariable String role) {
        roles.revoke(actor, Ids.parse("id", id), role);
        return ResponseEntity.noContent().build();
    }

    private @Nullable String passwordHash(Actor actor, AccountEdit edit, @Nullable String password) {
        if (password == null) {
            return null;
        }
        List<RuleFailure> failures = rules.checkText(actor.realm(), AccountJson.ownData(edit), password);
        if (!failures.isEmpty()) {
            throw ApiException.invalid("'password' must have: "
                    + failures.stream()
                            .map(failure -> failure.text(Locale.ENGLISH))
                            .collect(Collectors.joining("; "))
                    + ".");
        }
        return hashing.hash(password);
    }

    private static ResponseEntity<AccountJson.Whole> answer(AccountRecord found) {
        return ResponseEntity.ok().eTag(Versions.tag(found.account().version())).body(AccountJson.Whole.of(found));
    }

    private static Set<AccountState> states(Actor actor, @Nullable String state) {
        if (state == null) {
            return Set.of(AccountState.ACTIVE, AccountState.DISABLED);
        }
        AccountState asked = Arrays.stream(AccountState.values())
                .filter(known -> AccountJson.lower(known).equals(state))
                .findFirst()
                .orElseThrow(() -> ApiException.invalid("'state' must be active, disabled or deleted."));
        if (asked == AccountState.DELETED) {
            actor.require(Permission.USERS_DELETE);
        }
        return Set.of(asked);
    }

    private static @Nullable String role(Actor actor, @Nullable String role) {
        if (role != null && !actor.realm().definition().hasRole(role)) {
            throw ApiException.invalid("'role' must be a role of the realm.");
        }
        return role;
    }

    /** {@code attribute=name:value}, any number of them. */
    private static Map<String, String> attributes(Actor actor, @Nullable List<String> conditions) {
        Map<String, String> attributes = new HashMap<>();
        for (String condition : conditions == null ? List.<String>of() : conditions) {
            int colon = condition.indexOf(':');
            String name = colon < 0 ? condition : condition.substring(0, colon);
            if (colon < 0 || actor.realm().definition().findAttribute(name).isEmpty()) {
                throw ApiException.invalid("'attribute' must be name:value, with a name the realm declares.");
            }
            attributes.put(name, condition.substring(colon + 1));
        }
        return attributes;
    }
}
