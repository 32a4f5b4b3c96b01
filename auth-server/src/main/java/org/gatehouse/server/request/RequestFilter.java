package org.gatehouse.server.request;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.gatehouse.server.GatehouseProperties;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.web.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The door: names the request's realm and origin. A path that names an unknown realm is answered with 404 before
 * anything else looks at the request. Error pages are not served here: they belong to no realm, and need neither session
 * nor database.
 */
final class RequestFilter extends OncePerRequestFilter {

    private final Realms realms;
    private final GatehouseProperties properties;
    private final ClientAddress clientAddress;
    private final ClientCountry country;

    RequestFilter(Realms realms, GatehouseProperties properties) {
        this.realms = realms;
        this.properties = properties;
        this.clientAddress = new ClientAddress(properties.trustedProxies(), properties.forwardingHeader());
        this.country = new ClientCountry(clientAddress, properties.countryHeader());
    }

    /** What is streamed comes by once more when it ends. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> name = RealmPath.realmIn(request.getRequestURI());
        Optional<Realm> realm = name.flatMap(realms::find);
        if (name.isPresent() && realm.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        serve(request, response, chain, realm.orElse(null));
    }

    private void serve(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, @Nullable Realm realm)
            throws ServletException, IOException {
        String address = clientAddress.of(request);
        CurrentRequest.set(new CurrentRequest(
                realm, RequestId.of(request), address, country.of(request, address), request.getHeader("User-Agent")));
        try {
            chain.doFilter(new ConfiguredOriginRequest(request, properties.baseUrl(), address), response);
        } finally {
            CurrentRequest.clear();
        }
    }
}
