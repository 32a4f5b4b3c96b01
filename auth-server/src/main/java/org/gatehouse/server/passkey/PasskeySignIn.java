package org.gatehouse.server.passkey;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.passkey.PasskeyAssertion.Claim;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.signin.Guesses;
import org.gatehouse.server.signin.SignInThrottle.Kind;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides about a passkey that is shown. Every refusal is an entry; the person learns that it was refused, not why. */
@Component
class PasskeySignIn {

    private final PasskeyAssertion assertion;
    private final Guesses guesses;
    private final Accounts accounts;
    private final Trail trail;

    PasskeySignIn(PasskeyAssertion assertion, Guesses guesses, Accounts accounts, Trail trail) {
        this.assertion = assertion;
        this.guesses = guesses;
        this.accounts = accounts;
        this.trail = trail;
    }

    /** What came of it. */
    sealed interface Result {

        record Proven(Proof proof) implements Result {}

        /** @param gone the passkey, when this realm knew it and nobody has it any more */
        record Refused(@Nullable String gone) implements Result {}

        record Throttled(Duration retryAfter) implements Result {}
    }

    /**
     * Looks at what a browser sent.
     *
     * @param account who has to give it as the second factor; null when it shall say who is signing in
     * @param client that is being signed in to; null for the realm's own pages
     */
    Result attempt(
            Realm realm,
            HttpServletRequest request,
            @Nullable Account account,
            @Nullable String client,
            @Nullable String answer) {
        Optional<Claim> claim = claim(realm, answer);
        @Nullable Passkey passkey = claim.map(Claim::passkey).orElse(null);
        Subject subject = new Subject(realm, account, claim.map(Claim::owner).orElse(null), passkey, client);
        Guesses.Guess guess = guesses.count(request, realm, Kind.PASSKEY, subject.person(), shown(claim));
        if (guess.isTooMany()) {
            trail.record(throttled(subject));
            return new Result.Throttled(guess.pause());
        }
        try {
            Proof proof = assertion.prove(
                    realm,
                    request,
                    account == null ? null : account.subject(),
                    claim.orElseThrow(
                            () -> new PasskeyRefusedException(PasskeyRefusedException.Reason.MALFORMED_ANSWER)));
            guess.giveBack();
            return new Result.Proven(proof);
        } catch (PasskeyRefusedException ex) {
            trail.record(refused(subject, ex));
            return new Result.Refused(gone(realm, claim));
        }
    }

    /** Who and what an attempt is about, as far as that is known. */
    private record Subject(
            Realm realm,
            @Nullable Account expected,
            @Nullable Account owner,
            @Nullable Passkey passkey,
            @Nullable String client) {

        boolean isSecondFactor() {
            return expected != null;
        }

        @Nullable
        Account person() {
            return expected == null ? owner : expected;
        }
    }

    /** A passkey nobody has is counted as itself. */
    private static String shown(Optional<Claim> claim) {
        return claim.map(sent -> sent.credentialId().toBase64UrlString()).orElse("-");
    }

    private Optional<Claim> claim(Realm realm, @Nullable String answer) {
        try {
            return Optional.of(assertion.claim(realm, answer));
        } catch (PasskeyRefusedException ex) {
            return Optional.empty();
        }
    }

    private @Nullable String gone(Realm realm, Optional<Claim> claim) {
        return claim.filter(sent -> assertion.isGone(realm, sent))
                .map(sent -> sent.credentialId().toBase64UrlString())
                .orElse(null);
    }

    private AuditEvent.Builder throttled(Subject subject) {
        return event(subject, Activity.AUTH_THROTTLED)
                .outcome(Outcome.DENIED)
                .reason("too-many-attempts")
                .detail("method", Proof.key(subject.passkey()));
    }

    private AuditEvent.Builder refused(Subject subject, PasskeyRefusedException refusal) {
        return event(subject, subject.isSecondFactor() ? Activity.AUTH_FACTOR : Activity.AUTH_LOGIN)
                .outcome(Outcome.FAILURE)
                .reason(refusal.reason().code())
                .detail("method", Proof.key(subject.passkey()))
                .detail("factor", SecondFactor.PASSKEY.code());
    }

    private AuditEvent.Builder event(Subject subject, Activity activity) {
        @Nullable Account person = subject.person();
        return trail.event(subject.realm(), activity, subject.client(), null)
                .actor(person == null ? Party.anonymous() : accounts.party(person));
    }
}
