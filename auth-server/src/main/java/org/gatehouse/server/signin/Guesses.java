package org.gatehouse.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.SignInThrottle.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Counts guesses at what belongs to an account: in a lane of its own where the browser is one its owner has signed in with,
 * so that nobody who guesses elsewhere, not even with the right password, keeps the owner out.
 */
@Component
public class Guesses {

    /** What costs somebody a letter, and opens nothing. */
    private static final Set<Kind> LETTERS = EnumSet.of(Kind.CODE_LETTER, Kind.ADDRESS_LETTER, Kind.FORGOTTEN);

    private final SignInThrottle throttle;
    private final KnownBrowsers browsers;

    private final ObjectProvider<SlowedNotice> notices;

    Guesses(SignInThrottle throttle, KnownBrowsers browsers, ObjectProvider<SlowedNotice> notices) {
        this.throttle = throttle;
        this.browsers = browsers;
        this.notices = notices;
    }

    /**
     * A guess that was counted before it is looked at.
     *
     * @param pause how long to wait when there were too many; zero when it may be looked at
     */
    public record Guess(Duration pause, Runnable giving) {

        public boolean isTooMany() {
            return !pause.isZero();
        }

        /** It was right. */
        public void giveBack() {
            giving.run();
        }
    }

    public Guess count(HttpServletRequest request, Realm realm, Kind kind, UUID account) {
        Guess guess = count(realm, kind, account.toString(), browsers.find(request, realm, account));
        if (guess.isTooMany() && !LETTERS.contains(kind)) {
            notices.forEach(
                    notice -> notice.slowed(realm, account, CurrentRequest.get().address()));
        }
        return guess;
    }

    /** @param otherwise what is counted when nobody has it: the name that was typed, or what was shown */
    public Guess count(
            HttpServletRequest request, Realm realm, Kind kind, @Nullable Account account, String otherwise) {
        return account == null
                ? count(realm, kind, otherwise, Optional.empty())
                : count(request, realm, kind, account.subject());
    }

    /**
     * What a browser shows of whose it is, to be looked at later: by then somebody knows whom it is about. Sealed while it
     * is kept.
     */
    public String shown(HttpServletRequest request, Realm realm) {
        return browsers.shown(request, realm);
    }

    /** Whether a browser that showed this is the account's. */
    public boolean isKnown(Realm realm, UUID account, String shown) {
        return browsers.find(shown, realm, account).isPresent();
    }

    /**
     * Counts a letter to the account that whoever likes may ask for: those its owner asks for, with a browser of theirs,
     * are counted apart, so that nobody who knows a name keeps them from theirs.
     *
     * @param shown by the browser it was asked for with
     * @return whether it may go out
     */
    public boolean mayWrite(Realm realm, Kind kind, UUID account, String shown) {
        return throttle.countLetter(realm, kind, account.toString(), browsers.find(shown, realm, account))
                .isZero();
    }

    private Guess count(Realm realm, Kind kind, String who, Optional<String> browser) {
        if (browser.isPresent()) {
            String known = browser.get();
            return new Guess(
                    throttle.countKnown(realm, kind, who, known), () -> throttle.forgiveKnown(realm, kind, who, known));
        }
        String address = CurrentRequest.get().address();
        return new Guess(throttle.count(realm, kind, who, address), () -> throttle.forgive(realm, kind, who, address));
    }
}
