package org.gatehouse.server.session;

/** The sign-in a change was asked for in was ended by somebody else while it was made: none of it is. */
public final class SessionEndedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SessionEndedException() {
        super("The sign-in has ended meanwhile");
    }
}
