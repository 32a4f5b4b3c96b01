package org.gatehouse.server.demo;

import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a token response held (RFC 6749, 5.1; OpenID Connect Core 3.1.3.3). */
record Tokens(
        String access, @Nullable String refresh, @Nullable String id) implements Serializable {

    static Tokens of(Map<String, Object> response) {
        String access = text(response, "access_token");
        if (access == null) {
            throw new DemoProblem("no-access-token");
        }
        return new Tokens(access, text(response, "refresh_token"), text(response, "id_token"));
    }

    /** After a refresh: what was not sent again stays as it was (RFC 6749, 6). */
    Tokens renewedBy(Tokens newer) {
        return new Tokens(
                newer.access, newer.refresh == null ? refresh : newer.refresh, newer.id == null ? id : newer.id);
    }

    private static @Nullable String text(Map<String, Object> response, String name) {
        return response.get(name) instanceof String value ? value : null;
    }

    @Override
    public String toString() {
        return "Tokens[]";
    }
}
