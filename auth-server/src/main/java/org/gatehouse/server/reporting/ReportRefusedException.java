package org.gatehouse.server.reporting;

/** A report is not taken, whatever its entries say. Nothing of it was stored. */
public final class ReportRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    ReportRefusedException(Reason reason) {
        super(reason.text);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why; the code is part of problem documents. */
    public enum Reason {
        SCOPE_MISSING("missing-permission", "This needs the scope audit.write, which the realm file gives to clients."),
        PROGRAM_NEEDED(
                "program-needed",
                "An application reports with a token of its own (client credentials), not with one of a person."),
        NO_JSON("invalid-request", "The body must be JSON, at most 8 levels deep, each name of an object once."),
        NO_ENTRIES("invalid-request", "The body must be one entry (an object) or a list of entries that is not empty."),
        TOO_MANY_ENTRIES("too-many", "A report has at most 1000 entries; send more in several."),
        KEY_UNUSABLE("invalid-request", "Idempotency-Key must have 1 to 200 characters."),
        KEY_REUSED(
                "idempotency-key-reused",
                "This Idempotency-Key came with another report before; use a new one for each report."),
        CLIENT_BUSY("too-many-at-once", "Other reports of this client are being written; try again in a second."),
        TRAIL_BUSY("trail-busy", "The trail has too much to write; try again in a second.");

        private final String code;
        private final String text;

        Reason(String code, String text) {
            this.code = code;
            this.text = text;
        }

        public String code() {
            return code;
        }
    }
}
