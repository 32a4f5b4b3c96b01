package org.gatehouse.server.account;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.password.PasswordHashing;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.SignInSessions;
import org.gatehouse.server.signin.SignInThrottle;
import org.gatehouse.server.trail.Trail;
import org.gatehouse.server.web.FormErrors;
import org.springframework.stereotype.Component;

/** Replaces a password and ends what the old one opened elsewhere. */
@Component
class PasswordChange {

    private final Accounts accounts;
    private final PasswordHashing hashing;
    private final SignInThrottle throttle;
    private final SignInSessions sessions;
    private final Trail trail;

    PasswordChange(
            Accounts accounts, PasswordHashing hashing, SignInThrottle throttle, SignInSessions sessions, Trail trail) {
        this.accounts = accounts;
        this.hashing = hashing;
        this.throttle = throttle;
        this.sessions = sessions;
        this.trail = trail;
    }

    FormErrors change(
            Realm realm,
            Account account,
            SignedInAccount person,
            String current,
            String wanted,
            HttpServletRequest request) {
        String who = account.subject().toString();
        String address = CurrentRequest.get().address();
        Duration wait = throttle.count(realm, who, address);
        if (!wait.isZero()) {
            return FormErrors.of("password.throttled");
        }
        if (!hashing.matches(current, account.passwordHash())) {
            trail.record(trail.event(realm, Activity.CREDENTIAL_CHANGED, null, person.reference())
                    .actor(accounts.party(account))
                    .target(accounts.party(account))
                    .outcome(Outcome.FAILURE)
                    .reason("wrong-password"));
            return FormErrors.on("current", "password.wrong");
        }
        throttle.forgive(realm, who, address);
        if (PasswordHashing.normalize(current).equals(PasswordHashing.normalize(wanted))) {
            return FormErrors.on("password", "password.same");
        }
        accounts.changePassword(realm, account.subject(), hashing.hash(wanted), accounts.party(account));
        sessions.endOthers(request, realm, person);
        return FormErrors.none();
    }
}
