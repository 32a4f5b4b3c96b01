package org.gatehouse.audit.trail;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** What a database error means for the entries of a batch. */
enum Failure {
    /** One of the rows cannot be stored. */
    BAD_ROW,
    /** A month has no partition. */
    NO_PARTITION,
    /** A head is held by somebody else's transaction. */
    HEAD_BUSY,
    /** A head is not as its entries were placed for. */
    HEAD_MOVED,
    /** Gone or going; it may work again in a moment. */
    CONNECTION,
    /** Disk full, no permission, tampered head: trying again at once is useless. */
    REFUSED;

    /** A row found no partition, or is not of the one it was given to. */
    static final String NO_PARTITION_STATE = "23514";

    /** No other column is ever given nothing that must have something. */
    private static final String HEAD_MOVED_STATE = "23502";

    /** A month's table is gone. */
    private static final String NO_TABLE_STATE = "42P01";

    static Failure of(SQLException failure) {
        String state = stateOf(failure);
        if (state == null) {
            return failure instanceof SQLTransientConnectionException ? CONNECTION : REFUSED;
        }
        return switch (state) {
            case NO_PARTITION_STATE, NO_TABLE_STATE -> NO_PARTITION;
            case "55P03" -> HEAD_BUSY;
            case HEAD_MOVED_STATE -> HEAD_MOVED;
            // failing over to a standby, deadlock with a business transaction, too many connections
            case "25006", "40001", "40P01", "53300" -> CONNECTION;
            default -> ofClass(state);
        };
    }

    private static Failure ofClass(String state) {
        return switch (state.substring(0, 2)) {
            case "22" -> BAD_ROW;
            case "08", "57" -> CONNECTION;
            default -> REFUSED;
        };
    }

    /** A batch's own exception is only a wrapper. */
    private static @Nullable String stateOf(SQLException failure) {
        for (SQLException each = failure; each != null; each = each.getNextException()) {
            if (each.getSQLState() != null && each.getSQLState().length() == 5) {
                return each.getSQLState();
            }
        }
        return null;
    }
}
