package org.gatehouse.server.published;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A document cannot be had, and there is none of before that would still do. */
public final class NotPublishedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean temporary;

    NotPublishedException(String document, boolean temporary, @Nullable Throwable cause) {
        super("There is nothing to go by as " + document + ".", cause);
        this.temporary = temporary;
    }

    /** Whether it may be had later without anybody changing anything: nobody answered, rather than something wrong. */
    public boolean isTemporary() {
        return temporary;
    }
}
