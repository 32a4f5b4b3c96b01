package org.gatehouse.server.federation.doctor;

import com.google.crypto.tink.subtle.AesGcmJce;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came of the sign-in tried last in a browser. It is somebody's personal data, so it waits in that browser's session
 * only, sealed for the administrator who tried, and for minutes.
 */
@Component
class Trials {

    /** Time to read it and to compare it with the provider's pages. */
    static final Duration KEPT = Duration.ofMinutes(10);

    private static final String ATTRIBUTE = Trials.class.getName();

    private final AesGcmJce cipher;
    private final Clock clock;

    Trials(MasterKey masterKey, Clock clock) throws GeneralSecurityException {
        this.cipher = new AesGcmJce(masterKey.derive("federation/trial"));
        this.clock = clock;
    }

    void keep(HttpServletRequest request, Realm realm, UUID administrator, String connection, Trial trial) {
        try {
            byte[] sealed = cipher.encrypt(
                    JsonMapper.shared().writeValueAsBytes(trial), place(realm, administrator, connection));
            request.getSession().setAttribute(ATTRIBUTE, Base64.getEncoder().encodeToString(sealed));
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("Cannot seal what came of a try", ex);
        }
    }

    /** Of another administrator, realm or connection, or too old: there is none. What is too old is gone from now on. */
    Optional<Trial> find(HttpServletRequest request, Realm realm, UUID administrator, String connection) {
        HttpSession session = request.getSession(false);
        Object stored = session == null ? null : session.getAttribute(ATTRIBUTE);
        if (session == null || !(stored instanceof String sealed)) {
            return Optional.empty();
        }
        Optional<Trial> found = open(sealed, place(realm, administrator, connection));
        if (found.isPresent() && !clock.instant().isBefore(found.get().at().plus(KEPT))) {
            session.removeAttribute(ATTRIBUTE);
            return Optional.empty();
        }
        return found;
    }

    private Optional<Trial> open(String sealed, byte[] place) {
        try {
            byte[] json = cipher.decrypt(Base64.getDecoder().decode(sealed), place);
            return Optional.of(JsonMapper.shared().readValue(json, Trial.class));
        } catch (GeneralSecurityException ex) {
            return Optional.empty();
        }
    }

    private static byte[] place(Realm realm, UUID administrator, String connection) {
        return (realm.id() + "/" + administrator + "/" + connection).getBytes(StandardCharsets.UTF_8);
    }
}
