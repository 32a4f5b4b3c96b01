package org.gatehouse.server.rights;

import org.gatehouse.realm.Permission;

/** Somebody who is known asked for something they may not do. Nothing was changed. */
public final class ActionRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public ActionRefusedException(Reason reason) {
        this(reason, reason.text);
    }

    private ActionRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    static ActionRefusedException missing(Permission permission) {
        return new ActionRefusedException(
                Reason.MISSING_PERMISSION,
                "This needs the permission " + permission.code()
                        + ": as a scope of the token and, for a person, in one of their roles.");
    }

    public Reason reason() {
        return reason;
    }

    /** Why; the code is part of problem documents and trail entries. */
    public enum Reason {
        MISSING_PERMISSION("missing-permission", "A permission is missing."),
        ABOVE_OWN_RIGHTS(
                "above-own-rights",
                "The account or role has permissions the caller does not have, so it stays as it is."),
        OWN_RIGHTS("own-rights", "Nobody changes their own rights or the state of their own account; ask a colleague."),
        LAST_ADMINISTRATOR(
                "last-administrator", "This is the realm's last active administrator; make another one first."),
        OWN_REQUEST("own-request", "Whoever asked cannot approve; a second person has to."),
        SIGN_IN_AGAIN("sign-in-again", "This needs a sign-in of the last five minutes; sign in again and repeat it."),
        SECOND_PERSON_NEEDED(
                "second-person-needed",
                "This needs a second person who may decide on requests, and the realm has no other."),
        DECIDES_ON_REQUESTS(
                "decides-on-requests",
                "Whoever decides on requests is nobody else's to sign in as: take the role away first, or let them reset"
                        + " their password by e-mail."),
        DISABLED_BY_ANOTHER(
                "disabled-by-another",
                "An administrator disabled the account, or another directory: only they, or an administrator, enable it."),
        PERSON_NEEDED("person-needed", "Only a person may do this, not a program.");

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
