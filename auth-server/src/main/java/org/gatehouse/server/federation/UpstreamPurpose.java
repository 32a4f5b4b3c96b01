package org.gatehouse.server.federation;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.gatehouse.realm.federation.Connection;

/** What an answer of a provider is wanted for: signing in, linking an account, a try. A Spring bean of the feature that wants it. */
public interface UpstreamPurpose {

    /** Of those who come from the sign-in page. */
    String SIGN_IN = "sign-in";

    /** Of an administrator's try, whose entries say so: nobody is signed in by it. */
    String TEST = "test";

    /** Remembered while the person is away. */
    String name();

    /**
     * Somebody is back and it is known whom the provider speaks for. What becomes of it, and what does not, is recorded here:
     * only answers that speak for nobody are recorded before.
     *
     * @return where to send the browser next
     * @throws UpstreamRefusedException when nothing becomes of it; the person is told
     */
    String arrive(
            HttpServletRequest request,
            HttpServletResponse response,
            Connection connection,
            UpstreamAttempt attempt,
            UpstreamIdentity identity);

    /**
     * Nothing came of it.
     *
     * @return where to send the browser instead of the page that says why, if there is a better one
     */
    default Optional<String> refused(
            HttpServletRequest request, Connection connection, UpstreamAttempt attempt, UpstreamRefusedException why) {
        return Optional.empty();
    }
}
