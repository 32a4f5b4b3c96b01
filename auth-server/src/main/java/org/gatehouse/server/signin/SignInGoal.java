package org.gatehouse.server.signin;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.server.session.Assurance;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What somebody signs in for.
 *
 * @param request the pending authorization request, if a client asked for the sign-in
 * @param client that asked; null for the realm's own pages
 * @param assurance what the client asked for
 * @param to the page to return to, if a page asked
 */
public record SignInGoal(
        @Nullable String request,
        @Nullable String client,
        Assurance assurance,
        @Nullable String to) implements Serializable {

    /** What a sign-in page was opened for: a client's request, a page to return to, or nothing in particular. */
    public static SignInGoal of(Optional<PendingRequest> pending, @Nullable String to) {
        return new SignInGoal(
                pending.map(PendingRequest::id).orElse(null),
                pending.map(PendingRequest::clientId).orElse(null),
                pending.map(PendingRequest::assurance).orElse(Assurance.SINGLE_FACTOR),
                to);
    }

    /** The realm's own account pages. */
    public static final SignInGoal ACCOUNT = new SignInGoal(null, null, Assurance.SINGLE_FACTOR, null);

    /** The address of a page of ours that is to know of this goal. */
    public String at(String path) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        Map<String, Object> values = new HashMap<>();
        put(address, values, "request", request);
        put(address, values, "to", to);
        return address.encode().buildAndExpand(values).toUriString(); // as values, in which every character is escaped
    }

    private static void put(
            UriComponentsBuilder address, Map<String, Object> values, String name, @Nullable String value) {
        if (value != null) {
            address.queryParam(name, "{" + name + "}");
            values.put(name, value);
        }
    }
}
