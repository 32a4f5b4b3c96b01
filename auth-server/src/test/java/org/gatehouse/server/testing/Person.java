package org.gatehouse.server.testing;

import java.util.Map;
import java.util.UUID;

/** Somebody with an account, and the password to it. */
public record Person(UUID subject, String userName, String password, String email) {

    /** What goes into the sign-in form. */
    public Map<String, String> credentials() {
        return Map.of("username", userName, "password", password);
    }
}
