package org.gatehouse.server.federation.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.signin.SignInGoal;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * People who still have to show that an account is theirs. The question is kept in the browser's session and nowhere else,
 * one at a time, sealed: it is about this identity, this account and this browser, and is good once and not for long.
 */
@Component
class PendingProofs {

    /** Time to remember a password, or to find the phone. */
    static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final String ATTRIBUTE = PendingProofs.class.getName();

    private final IdentitySeal seal;
    private final JsonMapper json;
    private final Clock clock;

    PendingProofs(IdentitySeal seal, JsonMapper json, Clock clock) {
        this.seal = seal;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A question that is open.
     *
     * @param id names it in the address of the page that answers it
     * @param account whose credential is asked for
     * @param goal what the person came for
     * @param askedAt the credential has to be given after this
     */
    record Proof(String id, UUID account, String connection, byte[] identity, SignInGoal goal, Instant askedAt)
            implements Serializable {

        boolean isOver(Instant now) {
            return now.isAfter(askedAt.plus(LIFETIME));
        }
    }

    /** Asks; whatever was asked before in this browser is not any more. */
    Proof ask(HttpServletRequest request, Realm realm, Account account, UpstreamIdentity identity, SignInGoal goal) {
        String id = UUID.randomUUID().toString();
        byte[] sealed =
                seal.seal(realm, place(id, account.subject()), json.writeValueAsString(identity.withoutClaims()));
        Proof proof = new Proof(id, account.subject(), identity.connection(), sealed, goal, clock.instant());
        request.getSession().setAttribute(ATTRIBUTE, proof);
        return proof;
    }

    /** What is asked in this browser. */
    Optional<Proof> find(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return Optional.ofNullable(session == null ? null : session.getAttribute(ATTRIBUTE))
                .map(Proof.class::cast)
                .filter(proof -> !proof.isOver(clock.instant()));
    }

    void remove(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(ATTRIBUTE);
        }
    }

    UpstreamIdentity identity(Realm realm, Proof proof) {
        String text = seal.open(realm, place(proof.id(), proof.account()), proof.identity());
        return json.readValue(text, UpstreamIdentity.class);
    }

    private static String place(String id, UUID account) {
        return "proof/" + id + "/" + account;
    }
}
