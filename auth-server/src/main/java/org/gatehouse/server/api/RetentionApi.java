package org.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.retention.Hold;
import org.gatehouse.audit.retention.KeptMonth;
import org.gatehouse.server.approval.Approval;
import org.gatehouse.server.retention.LegalHolds;
import org.gatehouse.server.retention.TrailRetention;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /audit/retention} and {@code /audit/holds}: how long the trail keeps what, and what it must keep longer. */
@RestController
@RequestMapping("/api/realms/{realm}/audit")
class RetentionApi {

    private static final Set<String> KEEP = Set.of("tier", "was", "why");
    private static final Set<String> HOLD = Set.of("from", "until", "account", "why");

    private final TrailRetention retention;
    private final LegalHolds holds;
    private final Clock clock;

    RetentionApi(TrailRetention retention, LegalHolds holds, Clock clock) {
        this.retention = retention;
        this.holds = holds;
        this.clock = clock;
    }

    record MonthJson(String tier, String month, long firstIndex, long entries, Instant dueAt, boolean due) {}

    record RetentionJson(Map<String, String> categories, List<MonthJson> months) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HoldJson(
            UUID id,
            Instant from,
            @Nullable Instant until,
            String about,
            String why,
            Instant setAt,
            @Nullable Instant liftedAt) {

        static HoldJson of(Hold hold) {
            return new HoldJson(
                    hold.id(),
                    hold.from(),
                    hold.until(),
                    hold.aboutPerson() ? "person" : "everybody",
                    hold.reason(),
                    hold.setAt(),
                    hold.liftedAt());
        }
    }

    record HoldsJson(List<HoldJson> items) {}

    @GetMapping("/retention")
    RetentionJson retention(@RequestAttribute(CallerFilter.ACTOR) Actor actor) {
        Map<String, String> categories = new TreeMap<>();
        retention.tiers(actor).forEach((category, tier) -> categories.put(category.code(), tier.name()));
        Instant now = clock.instant();
        return new RetentionJson(
                categories,
                retention.months(actor).stream().map(month -> month(month, now)).toList());
    }

    /** 204 when it is kept so from now on; 202 with the request when a second person has to agree first. */
    @PutMapping("/retention/{category}")
    ResponseEntity<ApprovalJson> keep(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor,
            @PathVariable String category,
            HttpServletRequest request) {
        JsonBody body = JsonBody.of(request, KEEP);
        Category known = Category.find(category)
                .orElseThrow(() -> ApiException.notFound("The trail has no category of that name."));
        Tier tier = tier(body, "tier").orElseThrow(() -> noTier("tier"));
        return retention
                .keep(actor, known, tier, tier(body, "was").orElse(null), body.text("why"))
                .map(RetentionApi::waits)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @GetMapping("/holds")
    HoldsJson holds(@RequestAttribute(CallerFilter.ACTOR) Actor actor) {
        return new HoldsJson(holds.list(actor).stream().map(HoldJson::of).toList());
    }

    @PostMapping("/holds")
    ResponseEntity<HoldJson> hold(@RequestAttribute(CallerFilter.ACTOR) Actor actor, HttpServletRequest request) {
        JsonBody body = JsonBody.of(request, HOLD);
        Instant from = Times.require(body, "from");
        Hold hold = holds.set(
                actor,
                from,
                Times.find(body, "until").orElse(null),
                body.id("account").orElse(null),
                body.text("why"));
        return ResponseEntity.status(HttpStatus.CREATED).body(HoldJson.of(hold));
    }

    /** Always 202: a second person has to agree. */
    @PostMapping("/holds/{id}/lift")
    ResponseEntity<ApprovalJson> lift(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        return waits(holds.lift(actor, Ids.parse("id", id)));
    }

    private static Optional<Tier> tier(JsonBody body, String name) {
        String text = body.text(name);
        return text == null ? Optional.empty() : Optional.of(Tier.find(text).orElseThrow(() -> noTier(name)));
    }

    private static ApiException noTier(String name) {
        return ApiException.invalid("'" + name + "' must be one of " + List.of(Tier.values()) + ".");
    }

    private static ResponseEntity<ApprovalJson> waits(Approval approval) {
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(ApprovalJson.of(approval));
    }

    private static MonthJson month(KeptMonth month, Instant now) {
        return new MonthJson(
                month.tier().name(),
                month.month().toString(),
                month.firstIndex(),
                month.entries(),
                month.dueAt(),
                !month.dueAt().isAfter(now));
    }
}
