package org.gatehouse.server.proofs;

import java.time.Instant;
import java.util.List;
import org.gatehouse.audit.publish.Alarm;
import org.gatehouse.audit.publish.LogState;
import org.gatehouse.audit.publish.WitnessRounds;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a log without reading it.
 *
 * @param outside the checkpoint kept outside the database; null when there is none, or it cannot be read
 * @param archive what the archive answered this node last; null without one, or before the first
 * @param witnesses who is asked to cosign, in the order of the settings
 * @param unwitnessedSince since when the log has grown without the quorum of its witnesses, once that is alarming
 * @param alarm null when nothing is wrong that the service has seen
 */
public record LogIntegrity(
        LogState state,
        @Nullable Outside outside,
        @Nullable Archive archive,
        List<WitnessRounds.State> witnesses,
        @Nullable Instant unwitnessedSince,
        @Nullable Alarm alarm) {

    /**
     * A checkpoint outside the database.
     *
     * @param size entries it was signed for
     * @param same whether the newest checkpoint in the database says the same of that many entries, as far as one look
     *     tells: one of another size is compared when the service signs the next
     */
    public record Outside(long size, boolean same) {}

    /** @param taken whether the archive took the checkpoint of this size */
    public record Archive(Instant at, long size, boolean taken) {}

    /** Nothing the service has seen says that the log is not what was signed. */
    public boolean isSound() {
        Outside kept = outside;
        return alarm == null
                && (state.size() == 0 || state.newest().isEmpty() || state.isSigned())
                && (kept == null || kept.same());
    }
}
