package org.gatehouse.server.federation;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Somebody who came from a provider does not get in, or not this way. */
public class UpstreamRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    private final transient Map<String, Object> claims;

    /**
     * @param reason as the entry names it and the messages explain it ({@code federation.refused.<reason>}): lower case and
     *     hyphens
     * @param detail for the log of whoever looks into it: never a token, a code, a secret or who it was
     */
    public UpstreamRefusedException(String reason, @Nullable String detail) {
        this(reason, detail, null);
    }

    public UpstreamRefusedException(String reason, @Nullable String detail, @Nullable Throwable cause) {
        super(detail == null ? reason : reason + ": " + detail, cause);
        this.reason = reason;
        this.claims = Map.of();
    }

    private UpstreamRefusedException(UpstreamRefusedException before, Map<String, Object> claims) {
        super(before.getMessage(), before);
        this.reason = before.reason;
        this.claims = claims;
    }

    /** The same, when the provider's token is believed and it is what it says that nothing becomes of. */
    UpstreamRefusedException about(Map<String, Object> said) {
        return new UpstreamRefusedException(this, said);
    }

    /** What the token said; empty where none was believed. Personal: for the person's own eyes. */
    public Map<String, Object> claims() {
        return claims == null ? Map.of() : claims; // a copy that was sent elsewhere has none
    }

    public String reason() {
        return reason;
    }
}
