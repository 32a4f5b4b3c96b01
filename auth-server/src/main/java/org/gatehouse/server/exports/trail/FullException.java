package org.gatehouse.server.exports.trail;

/** A file would become larger than any may be. */
final class FullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FullException() {
        super("The file would become larger than " + TrailExportStep.LARGEST + " bytes.");
    }
}
