package org.gatehouse.server.federation;

import org.gatehouse.server.outgoing.OutgoingException;

/** Why an answer of a provider is worth nothing, as entries name it and the messages explain it. */
final class Refusal {

    /** Nobody answers there, or not in time. */
    static final String UNREACHABLE = "provider-unreachable";

    /** What answers there is not what the connection describes. */
    static final String MISCONFIGURED = "provider-misconfigured";

    /** The answer is to nothing that was asked in this browser by this connection, or to something answered before. */
    static final String UNKNOWN_STATE = "unknown-state";

    /** The answer, or its token, is somebody else's than the connection's. */
    static final String ISSUER = "wrong-issuer";

    /** The person, or the provider's rules, said no. */
    static final String DENIED = "provider-denied";

    /** The provider would have had to ask something. */
    static final String ERROR = "provider-error";

    /** The provider does not take the code. */
    static final String CODE = "code-refused";

    /** The provider does not take this service for the client it is. */
    static final String CLIENT = "client-refused";

    /** An answer that cannot be read. */
    static final String MALFORMED = "malformed-answer";

    /** A token nobody signed who may. */
    static final String SIGNATURE = "token-signature";

    static final String AUDIENCE = "token-audience";

    static final String TIME = "token-time";

    static final String NONCE = "token-nonce";

    /** More was told of somebody else than the token is about. */
    static final String USER_INFO = "wrong-userinfo";

    /** They have been signed in there for longer than is enough for what they came for. */
    static final String NOT_AFRESH = "not-afresh";

    /** What came was good once, and was used before. */
    static final String REPLAYED = "replayed";

    /** The provider has said by now that the session is over which the answer is of. */
    static final String SESSION_OVER = "provider-session-over";

    private Refusal() {}

    /** Of a call that was not answered. */
    static UpstreamRefusedException of(OutgoingException failure) {
        String reason = failure.isTemporary() ? UNREACHABLE : MISCONFIGURED;
        return new UpstreamRefusedException(reason, failure.getMessage(), failure);
    }
}
