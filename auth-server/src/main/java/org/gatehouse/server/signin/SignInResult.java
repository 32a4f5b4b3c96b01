package org.gatehouse.server.signin;

import java.time.Duration;
import org.gatehouse.server.directory.Account;

/** What came of an attempt to sign in. */
sealed interface SignInResult {

    record Accepted(Account account) implements SignInResult {}

    /** Unknown, wrong, locked or disabled: the person is not told which. */
    record Refused() implements SignInResult {}

    /** Right, but a sign-in was reported, and whoever it was may know the password, too. */
    record Held() implements SignInResult {}

    record Throttled(Duration retryAfter) implements SignInResult {}
}
