package org.gatehouse.server.scim;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What there is, and what may be done with it (RFC 7644 section 3.2). */
enum ScimRoute {
    RESOURCES("/(?:Users|Groups)", "GET", "POST"),
    RESOURCE("/(?:Users|Groups)/\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}", "GET", "PUT", "PATCH", "DELETE"),
    SEARCH("/(?:Users|Groups)/\\.search", "POST"),
    BULK("/Bulk", "POST"),
    CONFIGURATION("/ServiceProviderConfig", "GET"),
    TYPES("/ResourceTypes(?:/[A-Za-z]{1,40})?", "GET"),
    SCHEMAS("/Schemas(?:/[A-Za-z0-9:.]{1,100})?", "GET"),
    ME("/Me", "GET", "POST", "PUT", "PATCH", "DELETE");

    private final Pattern path;
    private final List<String> methods;

    ScimRoute(String path, String... methods) {
        this.path = Pattern.compile(path);
        this.methods = List.of(methods);
    }

    /** @throws Refusal when there is nothing, or nothing of the kind can be done with it */
    static ScimRoute of(String method, String path) {
        ScimRoute route = find(path).orElseThrow(Refusal::notFound);
        if (!route.methods.contains(method)) {
            throw Refusal.method(String.join(", ", route.methods));
        }
        if (route == ME) {
            throw Refusal.of(501, "A provisioning client is no person: there is no Me.");
        }
        return route;
    }

    static Optional<ScimRoute> find(String path) {
        return Arrays.stream(values())
                .filter(route -> route.path.matcher(path).matches())
                .findFirst();
    }

    /** Bytes a body may have. */
    int largest() {
        return this == BULK ? ScimService.LARGEST_BULK : ScimService.LARGEST;
    }
}
