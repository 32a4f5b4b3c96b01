package org.gatehouse.audit.query;

import java.sql.SQLException;

/** The trail's database does not answer a reader now. */
public final class TrailUnreadableException extends RuntimeException {

    public TrailUnreadableException(SQLException cause) {
        super("The audit trail cannot be read now", cause);
    }
}
