package org.gatehouse.server.federation;

import org.jspecify.annotations.Nullable;

/** Somebody who came from a provider does not get in, or not this way. */
public class UpstreamRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

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
    }

    public String reason() {
        return reason;
    }
}
