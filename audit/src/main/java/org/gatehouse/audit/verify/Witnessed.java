package org.gatehouse.audit.verify;

/**
 * Up to where others vouch for a log.
 *
 * @param size of the newest checkpoint with enough cosignatures; where none were asked for, of the newest with any
 * @param cosignatures on that checkpoint: the valid ones of those asked for, or else all that are there, unchecked
 * @param checked whether any were asked for
 */
public record Witnessed(String log, long size, long cosignatures, boolean checked) {

    /** One line for people. */
    public String sentence() {
        if (checked) {
            return log + ": cosigned by " + cosignatures + " of the witnesses, up to " + size + " entries.";
        }
        return log + ": " + cosignatures + " cosignatures of witnesses, up to " + size
                + " entries, were not checked; give their keys with --witness.";
    }
}
