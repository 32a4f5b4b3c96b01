package org.gatehouse.realm.signin;

/** A method that counts as a second factor. */
public enum SecondFactor {
    /** WebAuthn. */
    PASSKEY("passkey"),
    /** A one-time code of an app (RFC 6238). */
    TOTP("totp"),
    /** Stands in for a factor that was lost; none by itself. */
    RECOVERY_CODE("recovery-code"),
    /** Proves no more than a mailbox does: NIST SP 800-63B-4 does not count it. */
    EMAIL_CODE("email-code");

    private final String code;

    SecondFactor(String code) {
        this.code = code;
    }

    /** As the realm file writes it. */
    public String code() {
        return code;
    }
}
