package org.gatehouse.server.session;

import java.util.List;
import java.util.Optional;
import org.gatehouse.server.directory.Account;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** A person's sign-in, as Spring Security carries it. */
public final class SignedIn extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final SignedInAccount account;

    public SignedIn(SignedInAccount account) {
        super(List.of());
        this.account = account;
        setAuthenticated(true);
    }

    /** Who is signed in on the current thread's request, if anybody is. */
    public static Optional<SignedInAccount> current() {
        return of(SecurityContextHolder.getContext().getAuthentication());
    }

    public static Optional<SignedInAccount> of(@Nullable Authentication authentication) {
        return authentication instanceof SignedIn signedIn ? Optional.of(signedIn.account) : Optional.empty();
    }

    /**
     * For a change that is asked for in a sign-in, with the account locked: a sign-in that was ended meanwhile changes nothing
     * of its account.
     *
     * @throws SessionEndedException when it was
     */
    public static void requireStanding(Account account) {
        boolean ended = current()
                .filter(person -> person.account().equals(account.subject()))
                .filter(person -> !account.stands(person.epoch(), person.reference()))
                .isPresent();
        if (ended) {
            throw new SessionEndedException();
        }
    }

    @Override
    public SignedInAccount getPrincipal() {
        return account;
    }

    @Override
    public String getCredentials() {
        return "";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedIn signedIn && account.equals(signedIn.account);
    }

    @Override
    public int hashCode() {
        return account.hashCode();
    }
}
