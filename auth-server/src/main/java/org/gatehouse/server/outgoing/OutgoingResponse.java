package org.gatehouse.server.outgoing;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.gatehouse.server.outgoing.OutgoingException.Reason;
import org.jspecify.annotations.Nullable;

/** What a server answered, whole and within the limit; never a redirect. */
public final class OutgoingResponse {

    private final URI source;
    private final int status;
    private final @Nullable String contentType;
    private final byte[] body;

    OutgoingResponse(URI source, int status, @Nullable String contentType, byte[] body) {
        this.source = source;
        this.status = status;
        this.contentType = contentType;
        this.body = body;
    }

    public int status() {
        return status;
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The body as UTF-8, whatever the answer is. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * The body of a success of one of these content types, parameters like {@code charset} aside.
     *
     * @throws OutgoingException when it is an error, or of another type
     */
    public String text(Set<String> contentTypes) {
        if (!isSuccess()) {
            throw new OutgoingException(Reason.STATUS, Address.shown(source) + " (" + status + ")");
        }
        if (!contentTypes.contains(mediaType())) {
            throw new OutgoingException(Reason.CONTENT_TYPE, Address.shown(source));
        }
        return text();
    }

    private String mediaType() {
        String type = contentType == null ? "" : contentType;
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }
}
