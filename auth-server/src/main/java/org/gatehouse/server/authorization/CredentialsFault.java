package org.gatehouse.server.authorization;

/** Of an exception because of which a client is not let in: what operators are told, and the client is not. */
public interface CredentialsFault {

    /** Short, of the server's own words: it becomes the reason of the entry. */
    String code();
}
