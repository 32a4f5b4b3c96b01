package org.gatehouse.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.SignInThrottle.Kind;
import org.springframework.stereotype.Component;

/**
 * Counts guesses at what belongs to an account: in a lane of its own where the browser is one its owner has signed in with,
 * so that nobody who guesses elsewhere, not even with the right password, keeps the owner out.
 */
@Component
public class Guesses {

    private final SignInThrottle throttle;
    private final KnownBrowsers browsers;

    Guesses(SignInThrottle throttle, KnownBrowsers browsers) {
        this.throttle = throttle;
        this.browsers = browsers;
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
        return count(realm, kind, account.toString(), browsers.find(request, realm, account));
    }

    /** @param who an account's id, or the name that was typed when there is no such account */
    Guess count(Realm realm, Kind kind, String who, Optional<String> browser) {
        if (browser.isPresent()) {
            String known = browser.get();
            return new Guess(
                    throttle.countKnown(realm, kind, who, known), () -> throttle.forgiveKnown(realm, kind, who, known));
        }
        String address = CurrentRequest.get().address();
        return new Guess(throttle.count(realm, kind, who, address), () -> throttle.forgive(realm, kind, who, address));
    }
}
