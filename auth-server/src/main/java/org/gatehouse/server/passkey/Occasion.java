package org.gatehouse.server.passkey;

import java.util.function.Predicate;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.SignInAttempt;
import org.jspecify.annotations.Nullable;

/**
 * When somebody adds a passkey.
 *
 * @param session the sign-in it is done in; null when that is still under way
 * @param first whether only somebody may who has no factor: on the strength of a password alone nobody gets a second one
 * @param stands whether it is not over, seen from the locked account
 */
record Occasion(@Nullable String session, boolean first, Predicate<Account> stands) {

    static Occasion signedIn(SignedInAccount person) {
        return new Occasion(person.reference(), false, account -> account.stands(person.epoch(), person.reference()));
    }

    static Occasion onTheWayIn(SignInAttempt attempt) {
        return new Occasion(null, !attempt.vouched(), attempt::isStillOf);
    }
}
