package org.gatehouse.server.newpassword;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.mail.SecurityNotices;
import org.gatehouse.server.password.PasswordHashing;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.SignInAttempt;
import org.gatehouse.server.signin.SignInOverException;
import org.gatehouse.server.tokens.SignInEnding;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Replaces the password of somebody who is signing in, and ends what the old one opened. */
@Component
class PasswordReplacement {

    private final Accounts accounts;
    private final PasswordHashing hashing;
    private final SignInEnding signIns;
    private final SecurityNotices notices;
    private final TransactionTemplate transactions;

    PasswordReplacement(
            Accounts accounts,
            PasswordHashing hashing,
            SignInEnding signIns,
            SecurityNotices notices,
            TransactionTemplate transactions) {
        this.accounts = accounts;
        this.hashing = hashing;
        this.signIns = signIns;
        this.notices = notices;
        this.transactions = transactions;
    }

    /** @param epoch of the account that began with it */
    record Replaced(String hash, int epoch) {

        @Override
        public String toString() {
            return "Replaced[" + epoch + "]";
        }
    }

    /**
     * @throws SignInOverException when the attempt is over by now: the password is another one, or somebody said that whoever
     *     tries is not them
     */
    Replaced replace(Realm realm, SignInAttempt attempt, String wanted) {
        String hash = hashing.hash(wanted); // before the transaction: it takes a while
        return requireNonNull(transactions.execute(status -> {
            Account account = accounts.lock(realm, attempt.account())
                    .filter(attempt::isStillOf)
                    .orElseThrow(() -> new SignInOverException(null));
            Party party = accounts.party(account);
            accounts.changePassword(realm, account.subject(), hash, party);
            notices.tell(realm, account.subject(), SecurityNotices.Kind.PASSWORD_CHANGED, Map.of());
            end(realm, account, party);
            return new Replaced(hash, account.signInEpoch() + 1);
        }));
    }

    /** This browser may be signed in still: its session goes on as the one the sign-in leads to. */
    private void end(Realm realm, Account account, Party party) {
        Optional<SignedInAccount> here =
                SignedIn.current().filter(signedIn -> signedIn.account().equals(account.subject()));
        if (here.isPresent()) {
            signIns.endOthers(realm, here.get(), party, "password-changed");
        } else {
            signIns.endEverything(realm, account, party, "password-changed");
        }
    }
}
