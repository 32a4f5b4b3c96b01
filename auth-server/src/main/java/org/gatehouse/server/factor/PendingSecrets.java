package org.gatehouse.server.factor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.secrets.Seal;
import org.springframework.stereotype.Component;

/**
 * What a page has shown and nobody has confirmed yet: a new key, new codes. It waits in the browser's session, sealed, so
 * that loading the page again, or in another language, shows the same; nothing about the account changes before.
 */
@Component
class PendingSecrets {

    /** Time to find the phone and install an app. */
    private static final Duration KEPT = Duration.ofMinutes(15);

    private static final String ATTRIBUTE = PendingSecrets.class.getName() + ".";

    private final Seal seal;
    private final Clock clock;

    PendingSecrets(MasterKey masterKey, Clock clock) {
        this.seal = Seal.of(masterKey, "factor/pending");
        this.clock = clock;
    }

    /** What waits for this person in this browser, if it was put there lately. */
    Optional<String> find(HttpServletRequest request, Realm realm, UUID account, String purpose) {
        HttpSession session = request.getSession(false);
        Object stored = session == null ? null : session.getAttribute(ATTRIBUTE + purpose);
        return stored instanceof String sealed ? open(realm, account, purpose, sealed) : Optional.empty();
    }

    void put(HttpServletRequest request, Realm realm, UUID account, String purpose, String secret) {
        byte[] value = (clock.instant().plus(KEPT).toEpochMilli() + "\n" + secret).getBytes(StandardCharsets.UTF_8);
        byte[] sealed = seal.seal(value, associatedData(realm, account, purpose));
        request.getSession()
                .setAttribute(ATTRIBUTE + purpose, Base64.getEncoder().encodeToString(sealed));
    }

    void remove(HttpServletRequest request, String purpose) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(ATTRIBUTE + purpose);
        }
    }

    /** Somebody else's, of another realm, or too old: there is none. */
    private Optional<String> open(Realm realm, UUID account, String purpose, String sealed) {
        return seal.findText(Base64.getDecoder().decode(sealed), associatedData(realm, account, purpose))
                .map(value -> value.split("\n", 2))
                .filter(parts -> clock.instant().isBefore(Instant.ofEpochMilli(Long.parseLong(parts[0]))))
                .map(parts -> parts[1]);
    }

    private static byte[] associatedData(Realm realm, UUID account, String purpose) {
        return (realm.id() + "/" + account + "/" + purpose).getBytes(StandardCharsets.UTF_8);
    }
}
