package org.gatehouse.server.isolation;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.server.authorization.ProtocolPatterns;
import org.gatehouse.server.testing.Requests.Asked;
import org.gatehouse.server.testing.TestServer;
import org.springframework.http.server.PathContainer;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Something the service answers at, found by asking the service, so that none is forgotten. */
record Endpoint(String method, String pattern) implements Comparable<Endpoint> {

    private static final String REALM = "{realm}";

    /** Every one there is, of mappings and of the protocol. */
    static Set<Endpoint> of(TestServer server) {
        Stream<Endpoint> mapped = server.beans(RequestMappingHandlerMapping.class).stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(Endpoint::of);
        Stream<Endpoint> protocol = ProtocolPatterns.of(server).stream().flatMap(Endpoint::both);
        return Stream.concat(mapped, protocol).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those of the endpoints that answered the requests; of several that could, each request has one. */
    static Set<Endpoint> asked(Collection<Endpoint> endpoints, Collection<Asked> requests) {
        return requests.stream()
                .flatMap(request -> endpoints.stream()
                        .filter(endpoint -> endpoint.isAskedBy(request))
                        .min(Comparator.comparing(Endpoint::parsed))
                        .stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean isOfRealm() {
        return pattern.contains(REALM);
    }

    /** Whether something can be named in the path, or in what is sent. */
    boolean takesSomething() {
        return !method.equals("GET") || pattern.replace(REALM, "").matches(".*[{*].*");
    }

    /** With a name in place of whatever the path names. */
    String path(String realm, String name) {
        return pattern.replace(REALM, realm).replaceAll("\\{[^}]*}|\\*\\*", name);
    }

    private boolean isAskedBy(Asked request) {
        return method.equals(request.method()) && parsed().matches(PathContainer.parsePath(request.path()));
    }

    private PathPattern parsed() {
        return PathPatternParser.defaultInstance.parse(pattern);
    }

    private static Stream<Endpoint> of(RequestMappingInfo mapping) {
        Set<String> patterns = mapping.getPatternValues();
        List<String> methods = mapping.getMethodsCondition().getMethods().stream()
                .map(Enum::name)
                .toList();
        return patterns.stream()
                .flatMap(pattern -> methods.isEmpty()
                        ? both(pattern)
                        : methods.stream().map(method -> new Endpoint(method, pattern)));
    }

    private static Stream<Endpoint> both(String pattern) {
        return Stream.of(new Endpoint("GET", pattern), new Endpoint("POST", pattern));
    }

    @Override
    public int compareTo(Endpoint other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return method + " " + pattern;
    }
}
