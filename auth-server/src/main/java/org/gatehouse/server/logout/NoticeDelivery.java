package org.gatehouse.server.logout;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.server.logout.NoticeRows.Taken;
import org.gatehouse.server.outgoing.OutgoingCalls;
import org.gatehouse.server.outgoing.OutgoingException;
import org.gatehouse.server.outgoing.OutgoingRequest;
import org.gatehouse.server.outgoing.OutgoingResponse;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.tokens.LogoutTokens;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * One call to a client, and what its answer means (Back-Channel Logout 1.0 sections 2.5 and 2.8): a success is the end of
 * it, 400 is the client's last word, and anything else is tried again, less and less often.
 */
@Component
class NoticeDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeDelivery.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 10;

    /** What else a client that is away is to be told does not wait longer than that for its turn. */
    private static final Duration HELD_BACK = Duration.ofMinutes(1);

    private final NoticeRows rows;
    private final Realms realms;
    private final LogoutTokens tokens;
    private final OutgoingCalls calls;

    NoticeDelivery(NoticeRows rows, Realms realms, LogoutTokens tokens, OutgoingCalls calls) {
        this.rows = rows;
        this.realms = realms;
        this.tokens = tokens;
        this.calls = calls;
    }

    void attempt(Taken notice, Instant now) {
        if (!now.isBefore(notice.giveUpAt())) {
            rows.end(notice, "failed", "too-late");
            return;
        }
        Optional<OutgoingRequest> request = request(notice);
        if (request.isEmpty()) {
            rows.end(notice, "failed", "no-address");
            return;
        }
        try {
            judge(notice, now, calls.send(request.get()));
        } catch (OutgoingException ex) {
            LOG.warn(
                    "Client '{}' of realm '{}' cannot be told of a logout: {}",
                    notice.client(),
                    notice.realm(),
                    ex.getMessage());
            again(notice, now, problem(ex.reason()));
        }
    }

    /** To where the client wants to be told now, which may have been corrected since. */
    private Optional<OutgoingRequest> request(Taken notice) {
        Realm realm = realms.get(notice.realm());
        return realm.findClient(notice.client())
                .filter(client -> client.features().logout().backchannel() != null)
                .map(client -> request(realm, client, notice));
    }

    private OutgoingRequest request(Realm realm, ClientDefinition client, Taken notice) {
        URI address = URI.create(String.valueOf(client.features().logout().backchannel()));
        String token = tokens.make(realm, client, notice.subject(), notice.session());
        return OutgoingRequest.form(address, Map.of("logout_token", token)).accepting("*/*");
    }

    private void judge(Taken notice, Instant now, OutgoingResponse answer) {
        if (answer.isSuccess()) {
            rows.end(notice, "told", null);
            return;
        }
        LOG.warn(
                "Client '{}' of realm '{}' answered a logout token with status {}",
                notice.client(),
                notice.realm(),
                answer.status());
        if (answer.status() == HttpStatus.BAD_REQUEST.value()) {
            rows.end(notice, "refused", "refused");
        } else {
            again(notice, now, "error-answer");
        }
    }

    private void again(Taken notice, Instant now, String problem) {
        Duration pause = pause(notice.tries());
        Instant turn = now.plus(pause);
        if (turn.isBefore(notice.giveUpAt())) {
            rows.setBack(notice, turn, problem);
        } else {
            rows.end(notice, "failed", problem);
        }
        rows.holdBack(notice, now.plus(pause.compareTo(HELD_BACK) < 0 ? pause : HELD_BACK));
    }

    static Duration pause(int tries) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(MOST_DOUBLINGS, Math.max(0, tries - 1)));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private static String problem(OutgoingException.Reason reason) {
        return switch (reason) {
            case ADDRESS, NOT_HTTPS, FORBIDDEN -> "not-allowed";
            case TIMED_OUT, RESTING, BUSY -> "timed-out";
            case UNKNOWN_HOST, UNREACHABLE, UNTRUSTED, BROKEN -> "unreachable";
            case TOO_LARGE, REDIRECTED, STATUS, CONTENT_TYPE -> "error-answer";
        };
    }
}
