package org.gatehouse.server.signin;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.session.Assurance;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in under way: who it is, and what was proven so far. What comes next is not kept here; it follows from these
 * facts and the realm's policy whenever it is asked.
 *
 * @param id names the attempt in the pages' addresses; means nothing outside this browser's session
 * @param account whose first factor was given
 * @param credential changes with the account's password, and when its sign-ins are ended together: an attempt that began
 *     before is over
 * @param methods authentication methods so far (RFC 8176)
 * @param remembered the browser stands in for the second factor
 * @param vouched a factor was shown of a kind the realm takes no more: enough to set up another one, not to come in
 * @param raised the sign-in that is being lifted to more assurance; null when this is a sign-in of its own
 * @param origin what the person came from, as {@link SessionOrigin} knows it; null when they came from nowhere else
 */
public record SignInAttempt(
        String id,
        UUID account,
        String credential,
        List<String> methods,
        boolean remembered,
        boolean vouched,
        SignInGoal goal,
        @Nullable String raised,
        @Nullable String origin,
        Instant startedAt)
        implements Serializable {

    /** Time to find one's phone, and to read what has to be accepted. */
    static final Duration LIFETIME = Duration.ofMinutes(30);

    public boolean hasSecondFactor() {
        return methods.contains(Assurance.SEVERAL_FACTORS);
    }

    /** @param second whether these were a second factor, so that there are several now */
    SignInAttempt with(List<String> more, boolean second) {
        Set<String> all = new LinkedHashSet<>(methods);
        all.addAll(more);
        if (second) {
            all.add(Assurance.SEVERAL_FACTORS);
        }
        return new SignInAttempt(
                id, account, credential, new ArrayList<>(all), remembered, vouched, goal, raised, origin, startedAt);
    }

    /** What was shown is none of the methods: tokens must not tell of it. */
    SignInAttempt vouchedFor() {
        return new SignInAttempt(id, account, credential, methods, remembered, true, goal, raised, origin, startedAt);
    }

    SignInAttempt withCredential(String changed) {
        return new SignInAttempt(id, account, changed, methods, remembered, vouched, goal, raised, origin, startedAt);
    }

    /** Whether the account is as it was when the attempt began. */
    public boolean isStillOf(Account now) {
        return credential.equals(Credentials.mark(now));
    }

    boolean isOver(Instant now) {
        return now.isAfter(startedAt.plus(LIFETIME));
    }
}
