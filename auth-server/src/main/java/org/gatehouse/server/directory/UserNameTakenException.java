package org.gatehouse.server.directory;

/** The realm already has an account of this name. */
public final class UserNameTakenException extends RuntimeException {

    public UserNameTakenException(String userName) {
        super("The user name '" + userName + "' is taken.");
    }
}
