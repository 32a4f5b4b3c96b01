package org.gatehouse.server.passkey;

import com.webauthn4j.converter.exception.DataConversionException;
import com.webauthn4j.util.exception.WebAuthnException;
import com.webauthn4j.verifier.exception.BadOriginException;
import com.webauthn4j.verifier.exception.BadRpIdException;
import com.webauthn4j.verifier.exception.BadTopOriginException;
import com.webauthn4j.verifier.exception.CrossOriginException;
import com.webauthn4j.verifier.exception.NotAllowedCredentialIdException;
import com.webauthn4j.verifier.exception.UserNotVerifiedException;
import java.util.function.Supplier;
import org.gatehouse.server.passkey.PasskeyRefusedException.Reason;
import org.springframework.dao.DataAccessException;

/** What the library found wrong, in our reasons. */
final class Refusals {

    private Refusals() {}

    /**
     * What the libraries find, or a refusal.
     *
     * @throws PasskeyRefusedException when they find something wrong; what strangers send makes them fail in more ways
     *     than they say
     */
    static <T> T orRefused(Supplier<T> library) {
        try {
            return library.get();
        } catch (PasskeyRefusedException | DataAccessException ex) {
            throw ex;
        } catch (WebAuthnException ex) {
            throw new PasskeyRefusedException(reason(ex));
        } catch (RuntimeException ex) {
            throw new PasskeyRefusedException(Reason.MALFORMED_ANSWER);
        }
    }

    private static Reason reason(WebAuthnException found) {
        if (found instanceof BadOriginException
                || found instanceof BadRpIdException
                || found instanceof BadTopOriginException
                || found instanceof CrossOriginException) {
            return Reason.WRONG_ORIGIN;
        }
        if (found instanceof UserNotVerifiedException) {
            return Reason.NOT_VERIFIED;
        }
        if (found instanceof NotAllowedCredentialIdException) {
            return Reason.PASSKEY_OF_ANOTHER;
        }
        return found instanceof DataConversionException ? Reason.MALFORMED_ANSWER : Reason.WRONG_PASSKEY;
    }
}
