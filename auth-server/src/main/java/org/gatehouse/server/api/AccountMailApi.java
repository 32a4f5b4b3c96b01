package org.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gatehouse.server.administration.AccountMail;
import org.gatehouse.server.mail.SentMail;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /accounts/{id}/mail}: what was mailed to somebody in the last three days, never what it said. */
@RestController
@RequestMapping("/api/realms/{realm}/accounts/{id}/mail")
class AccountMailApi {

    private final AccountMail mail;

    AccountMailApi(AccountMail mail) {
        this.mail = mail;
    }

    /** All there is: the log is bounded. */
    record Log(List<Line> items) {}

    /** A letter. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            UUID id,
            String kind,
            String to,
            String state,
            @Nullable String problem,
            int tries,
            Instant queuedAt,
            @Nullable Instant endedAt) {

        static Line of(SentMail letter) {
            return new Line(
                    letter.id(),
                    letter.kind(),
                    letter.to(),
                    letter.state(),
                    letter.problem(),
                    letter.tries(),
                    letter.queuedAt(),
                    letter.endedAt());
        }
    }

    @GetMapping
    Log list(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        return new Log(mail.of(actor, Ids.parse("id", id)).mail().stream()
                .map(Line::of)
                .toList());
    }
}
