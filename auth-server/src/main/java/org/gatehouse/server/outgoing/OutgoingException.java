package org.gatehouse.server.outgoing;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A call that was not made or not answered as it must be. The message is for operators and says what to do about it. */
public final class OutgoingException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    OutgoingException(Reason reason, String where) {
        this(reason, where, null);
    }

    OutgoingException(Reason reason, String where, @Nullable Throwable cause) {
        super(where + " " + reason.text(), cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Whether the same call may succeed later without anybody changing a configuration. */
    public boolean isTemporary() {
        return reason.isTemporary();
    }

    /** Why, as a sentence that goes on after the address. */
    public enum Reason {
        ADDRESS("is no address that is called: write an absolute https address with a host, without user, password"
                + " and fragment, on port 443 or one from 1024 on."),
        NOT_HTTPS("is not https. Use https, or allow the host with gatehouse.outgoing.allow."),
        FORBIDDEN(
                "leads to an address inside a private network, or otherwise not public, which is not called. If it must"
                        + " be, name the host or its network with gatehouse.outgoing.allow."),
        UNKNOWN_HOST(
                "has a host that no name server knows. Check the name, and the name servers of this machine.", true),
        UNREACHABLE("cannot be reached. Check that the server runs and that a firewall lets this one out.", true),
        UNTRUSTED(
                "has a certificate this service does not trust, or no TLS. Renew it, correct its host name, or add its"
                        + " authority to the trust store of this Java.",
                true),
        TIMED_OUT("did not answer in time. See why it is slow, or raise gatehouse.outgoing.timeout.", true),
        BROKEN("gave an answer that is no HTTP, or ended it half-way.", true),
        TOO_LARGE("answered with more than is read."),
        REDIRECTED("answered with a redirect, which is not followed. Configure the address it leads to."),
        STATUS("answered with an error.", true),
        CONTENT_TYPE("answered with another content type than expected. Check that this is the right address."),
        RESTING(
                "was not called, because it did not answer in time again and again; in a few seconds it is tried again. See"
                        + " why it is slow.",
                true),
        BUSY("was not called, because too many calls are under way. See which servers are slow.", true);

        private final String text;
        private final boolean temporary;

        Reason(String text) {
            this(text, false);
        }

        Reason(String text, boolean temporary) {
            this.text = text;
            this.temporary = temporary;
        }

        String text() {
            return text;
        }

        boolean isTemporary() {
            return temporary;
        }
    }
}
