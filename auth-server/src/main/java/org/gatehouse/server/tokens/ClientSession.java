package org.gatehouse.server.tokens;

/**
 * A client's part in one sign-in of a person.
 *
 * @param reference names the sign-in, as {@code sid} does in the client's ID tokens
 */
public record ClientSession(String clientId, String reference) {}
