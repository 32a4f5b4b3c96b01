package org.gatehouse.realm.secret;

/** A reference leads nowhere. The message names the reference, which is safe to show. */
public final class SecretUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SecretUnavailableException(SecretReference reference, String reason) {
        super("The secret " + reference + " cannot be read: " + reason + ".");
    }
}
