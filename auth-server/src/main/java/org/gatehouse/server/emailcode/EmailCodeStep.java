package org.gatehouse.server.emailcode;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.mail.Mail;
import org.gatehouse.server.mail.MailKind;
import org.gatehouse.server.mail.Outbox;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.signin.Guesses;
import org.gatehouse.server.signin.SignInAttempt;
import org.gatehouse.server.signin.SignInThrottle.Kind;
import org.gatehouse.server.trail.Trail;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.server.ResponseStatusException;

/** Mails codes and looks at what people type, both counted. */
@Component
class EmailCodeStep {

    private final EmailCodes codes;
    private final Accounts accounts;
    private final Outbox outbox;
    private final Guesses guesses;
    private final Trail trail;
    private final TransactionTemplate transactions;

    EmailCodeStep(
            EmailCodes codes,
            Accounts accounts,
            Outbox outbox,
            Guesses guesses,
            Trail trail,
            TransactionTemplate transactions) {
        this.codes = codes;
        this.accounts = accounts;
        this.outbox = outbox;
        this.guesses = guesses;
        this.trail = trail;
        this.transactions = transactions;
    }

    /** Mails a code to the account's address; otherwise says how long to wait. */
    Duration send(HttpServletRequest request, Realm realm, SignInAttempt attempt) {
        Guesses.Guess letter = count(request, realm, Kind.CODE_LETTER, attempt);
        if (!letter.isTooMany()) {
            transactions.executeWithoutResult(status -> {
                Account account = account(realm, attempt);
                String code = codes.create(realm, account.subject(), attempt.id());
                outbox.put(realm, account, Mail.withCode(MailKind.EMAIL_CODE, address(account), code));
            });
        }
        return letter.pause();
    }

    /** Counts a try before it is looked at. */
    Guesses.Guess count(HttpServletRequest request, Realm realm, SignInAttempt attempt) {
        return count(request, realm, Kind.ONE_TIME_CODE, attempt);
    }

    private Guesses.Guess count(HttpServletRequest request, Realm realm, Kind kind, SignInAttempt attempt) {
        Guesses.Guess guess = guesses.count(request, realm, kind, attempt.account());
        if (guess.isTooMany()) {
            throttled(realm, attempt);
        }
        return guess;
    }

    boolean isRight(Realm realm, SignInAttempt attempt, String typed, Guesses.Guess guess) {
        if (codes.use(realm, attempt.account(), attempt.id(), typed)) {
            guess.giveBack();
            return true;
        }
        trail.record(event(realm, attempt, Activity.AUTH_FACTOR)
                .outcome(Outcome.FAILURE)
                .reason("wrong-code")
                .detail("factor", EmailCodeFactor.PAGE));
        return false;
    }

    boolean isSent(Realm realm, SignInAttempt attempt) {
        return codes.isSent(realm, attempt.account(), attempt.id());
    }

    /** Enough for its owner to know which mailbox to open, and for nobody else to learn it. */
    String maskedAddress(Realm realm, SignInAttempt attempt) {
        String address = address(account(realm, attempt));
        int at = address.lastIndexOf('@');
        return address.substring(0, address.offsetByCodePoints(0, 1)) + "…" + address.substring(at);
    }

    private void throttled(Realm realm, SignInAttempt attempt) {
        trail.record(event(realm, attempt, Activity.AUTH_THROTTLED)
                .outcome(Outcome.DENIED)
                .reason("too-many-attempts")
                .detail("method", "otp"));
    }

    private AuditEvent.Builder event(Realm realm, SignInAttempt attempt, Activity activity) {
        return trail.event(realm, activity, attempt.goal().client(), attempt.raised())
                .actor(accounts.party(account(realm, attempt)));
    }

    private String address(Account account) {
        String address = accounts.personalData(account).email();
        if (address == null) {
            throw gone();
        }
        return address;
    }

    private Account account(Realm realm, SignInAttempt attempt) {
        return accounts.find(realm, attempt.account()).orElseThrow(EmailCodeStep::gone);
    }

    /** The flow stands here only while there is one; somebody erased it a moment ago. */
    private static ResponseStatusException gone() {
        return new ResponseStatusException(HttpStatus.GONE);
    }
}
