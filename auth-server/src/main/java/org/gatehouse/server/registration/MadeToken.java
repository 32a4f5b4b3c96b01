package org.gatehouse.server.registration;

/** @param value in clear, on its way to whoever asked for it */
public record MadeToken(InitialAccessToken token, String value) {

    @Override
    public String toString() {
        return "initial access token " + token.id(); // a record would print the value
    }
}
