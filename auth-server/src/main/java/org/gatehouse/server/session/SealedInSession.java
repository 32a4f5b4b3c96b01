package org.gatehouse.server.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.secrets.Seal;
import org.springframework.stereotype.Component;

/**
 * What waits in a browser's session for the person it is of: a form that was sent too late, a key or codes nobody has
 * confirmed yet. It is sealed for that person, realm and purpose, so that nobody who reads sessions learns it and nobody
 * else who uses the browser gets it.
 */
@Component
public class SealedInSession {

    /** Time to find a phone, or to sign in again. */
    public static final Duration LASTS = Duration.ofMinutes(15);

    private static final String ATTRIBUTE = SealedInSession.class.getName() + ".";

    private final Seal seal;
    private final Clock clock;

    SealedInSession(MasterKey masterKey, Clock clock) {
        this.seal = Seal.of(masterKey, "session/sealed");
        this.clock = clock;
    }

    /** What waits for this person in this browser, if it was put there within {@link #LASTS}. */
    public Optional<String> find(HttpServletRequest request, Realm realm, UUID account, String purpose) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(ATTRIBUTE + purpose) instanceof byte[] sealed
                ? open(realm, account, purpose, sealed)
                : Optional.empty();
    }

    /** In place of what waited for the same purpose. */
    public void put(HttpServletRequest request, Realm realm, UUID account, String purpose, String secret) {
        byte[] value = (clock.instant().plus(LASTS).toEpochMilli() + "\n" + secret).getBytes(StandardCharsets.UTF_8);
        request.getSession().setAttribute(ATTRIBUTE + purpose, seal.seal(value, place(realm, account, purpose)));
    }

    public void remove(HttpServletRequest request, String purpose) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(ATTRIBUTE + purpose);
        }
    }

    /** Somebody else's, of another realm, or too old: there is none. */
    private Optional<String> open(Realm realm, UUID account, String purpose, byte[] sealed) {
        return seal.findText(sealed, place(realm, account, purpose))
                .map(value -> value.split("\n", 2))
                .filter(parts -> clock.instant().isBefore(Instant.ofEpochMilli(Long.parseLong(parts[0]))))
                .map(parts -> parts[1]);
    }

    private static byte[] place(Realm realm, UUID account, String purpose) {
        return (realm.id() + "/" + account + "/" + purpose).getBytes(StandardCharsets.UTF_8);
    }
}
