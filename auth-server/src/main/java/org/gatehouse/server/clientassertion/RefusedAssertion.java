package org.gatehouse.server.clientassertion;

import java.io.Serial;
import org.gatehouse.server.authorization.CredentialsFault;
import org.springframework.security.oauth2.jwt.BadJwtException;

/** An assertion that lets nobody in. */
final class RefusedAssertion extends BadJwtException implements CredentialsFault {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    RefusedAssertion(Fault fault) {
        super("The client's assertion is refused: " + fault.code());
        this.fault = fault;
    }

    @Override
    public String code() {
        return fault.code();
    }
}
