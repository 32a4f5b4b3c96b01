package org.gatehouse.server.bulk;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did to several people and may undo.
 *
 * @param group it was about; null where it is about none
 * @param changed exactly those whom it changed
 * @param until when nobody undoes it any more
 */
public record BulkChange(
        UUID id, BulkAction action, @Nullable UUID group, List<Changed> changed, Instant until) {

    public BulkChange {
        changed = List.copyOf(changed);
    }

    /**
     * One of them.
     *
     * @param version of the account right after the change
     */
    public record Changed(UUID account, int version) {}
}
