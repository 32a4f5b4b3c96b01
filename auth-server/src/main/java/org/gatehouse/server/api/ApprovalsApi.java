package org.gatehouse.server.api;

import org.gatehouse.realm.Permission;
import org.gatehouse.server.approval.Approval;
import org.gatehouse.server.approval.Approvals;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /approvals}: what waits for a second person. */
@RestController
@RequestMapping("/api/realms/{realm}/approvals")
class ApprovalsApi {

    private final Approvals approvals;

    ApprovalsApi(Approvals approvals) {
        this.approvals = approvals;
    }

    @GetMapping
    Paging.Page<ApprovalJson> list(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer size) {
        actor.require(Permission.APPROVALS_DECIDE);
        int limit = Paging.size(size);
        return Paging.page(
                approvals.page(actor.realm(), Paging.after(cursor), limit + 1),
                limit,
                (Approval last) -> Paging.cursor(last.id()),
                approval -> json(actor, approval));
    }

    @PostMapping("/{id}/approve")
    ApprovalJson approve(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        return json(actor, approvals.approve(actor, Ids.parse("id", id)));
    }

    @PostMapping("/{id}/refuse")
    ApprovalJson refuse(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        return json(actor, approvals.refuse(actor, Ids.parse("id", id)));
    }

    private ApprovalJson json(Actor actor, Approval approval) {
        return ApprovalJson.of(approval, approvals.details(actor.realm(), approval));
    }
}
