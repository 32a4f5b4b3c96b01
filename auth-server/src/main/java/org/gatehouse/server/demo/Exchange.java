package org.gatehouse.server.demo;

import java.io.Serializable;

/**
 * One request to the realm and its answer, written so that they can be shown: secrets masked, tokens shortened.
 *
 * @param purpose code of the message that says what it was for: {@code demo.call.{purpose}}
 */
record Exchange(String purpose, String request, int status, String response) implements Serializable {

    public boolean succeeded() {
        return status >= 200 && status < 300;
    }
}
