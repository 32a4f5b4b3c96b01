package org.gatehouse.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.SignInThrottle.Kind;
import org.jspecify.annotations.Nullable;
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

    private final SlowedTries slowed;

    Guesses(SignInThrottle throttle, KnownBrowsers browsers, SlowedTries slowed) {
        this.throttle = throttle;
        this.browsers = browsers;
        this.slowed = slowed;
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
        return count(realm, kind, account, account.toString(), browsers.find(request, realm, account));
    }

    /** @param otherwise what is counted when nobody has it: the name that was typed, or what was shown */
    public Guess count(
            HttpServletRequest request, Realm realm, Kind kind, @Nullable Account account, String otherwise) {
        return account == null
                ? count(realm, kind, null, otherwise, Optional.empty())
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
     * Ends the person's sign-ins elsewhere; this browser stays one of theirs if it was one. It does so in the epoch that
     * began with this: should another begin meanwhile it was ended itself.
     *
     * @param done whether they were ended, going by what came of it
     */
    public <T> T staying(
            HttpServletRequest request,
            HttpServletResponse response,
            Realm realm,
            UUID account,
            Supplier<T> ending,
            Predicate<T> done) {
        Optional<Integer> before = browsers.epoch(request, realm, account);
        T ended = ending.get();
        before.filter(epoch -> done.test(ended))
                .ifPresent(epoch -> browsers.remember(request, response, realm, account, epoch + 1));
        return ended;
    }

    /** The same of what ends them whenever it does not throw. */
    public void staying(
            HttpServletRequest request, HttpServletResponse response, Realm realm, UUID account, Runnable ending) {
        staying(
                request,
                response,
                realm,
                account,
                () -> {
                    ending.run();
                    return true;
                },
                ended -> ended);
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

    private Guess count(Realm realm, Kind kind, @Nullable UUID account, String who, Optional<String> browser) {
        String address = CurrentRequest.get().address();
        if (browser.isPresent()) {
            String known = browser.get();
            SignInThrottle.Count count = throttle.countKnown(realm, kind, who, known);
            note(realm, kind, account, count, true);
            return new Guess(count.pause(), () -> throttle.forgiveKnown(realm, kind, who, known));
        }
        SignInThrottle.Count count = throttle.countStranger(realm, kind, who, address);
        note(realm, kind, account, count, false);
        return new Guess(count.pause(), () -> throttle.forgive(realm, kind, who, address));
    }

    /** Of whoever it is, so that it takes the same time; what is too much for a network is nobody's in particular. */
    private void note(Realm realm, Kind kind, @Nullable UUID account, SignInThrottle.Count count, boolean known) {
        if (!count.own().isZero()) {
            String from = LETTERS.contains(kind) ? null : CurrentRequest.get().address();
            slowed.note(realm, account, kind, count.bucket(), known, count.own(), from);
        }
    }
}
