package org.gatehouse.server.mail;

import java.time.Duration;

/** What letters are about. The code stands in the log and in the keys of the words. */
public enum MailKind {
    RESET_LINK("reset-link", Duration.ofMinutes(15)),
    VERIFY_EMAIL("verify-email", Duration.ofHours(24)),
    EMAIL_CODE("email-code", Duration.ofMinutes(10)),
    NEW_DEVICE("new-device"),
    FACTOR_ADDED("factor-added"),
    FACTOR_REMOVED("factor-removed"),
    PASSWORD_CHANGED("password-changed"),
    PASSWORD_RESET("password-reset"),
    PASSWORD_HANDED_OUT("password-handed-out"),
    COMPANY_CONNECTED("company-connected"),
    COMPANY_REMOVED("company-removed"),
    RECOVERY_CODE_USED("recovery-code-used"),
    EMAIL_CHANGED("email-changed"),
    SIGN_IN_SLOWED("sign-in-slowed"),
    TRAIL_ALERT("trail-alert");

    private final String code;
    private final Duration useful;

    /** Something that happened: worth telling for two days. */
    MailKind(String code) {
        this(code, Duration.ofDays(2));
    }

    MailKind(String code, Duration useful) {
        this.code = code;
        this.useful = useful;
    }

    public String code() {
        return code;
    }

    /** After that long nobody tries any more to send it; a link or code lives exactly as long. */
    public Duration useful() {
        return useful;
    }
}
