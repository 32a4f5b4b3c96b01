package org.gatehouse.server.passkey;

import java.util.Locale;

/** What an authenticator answered is not accepted. The reason is for the trail, never for whoever sent the answer. */
final class PasskeyRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    PasskeyRefusedException(Reason reason) {
        super(reason.code(), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    /** Why; the code is stored in entries. */
    enum Reason {
        /** Not the JSON of a credential. */
        MALFORMED_ANSWER,
        /** Nobody was asked that: another browser, another realm, another purpose, too late, or a second time. */
        UNKNOWN_CHALLENGE,
        UNKNOWN_PASSKEY,
        /** Of somebody else than the person who is signing in. */
        PASSKEY_OF_ANOTHER,
        WRONG_ORIGIN,
        /** Neither PIN nor biometrics where that is needed. */
        NOT_VERIFIED,
        /** The counter of a passkey that cannot be copied did not rise: there are two of it. */
        COPIED_PASSKEY,
        /** The signature, or anything else it says. */
        WRONG_PASSKEY,
        ACCOUNT_DISABLED,
        /** Somebody has it already. */
        TAKEN_PASSKEY,
        TOO_MANY_PASSKEYS;

        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
