package org.gatehouse.server.request;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.gatehouse.server.ForwardingHeader;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** Finds the client's address behind trusted proxies. */
final class ClientAddress {

    private final List<IpAddressMatcher> trusted;
    private final ForwardingHeader header;

    ClientAddress(List<String> trustedProxies, ForwardingHeader header) {
        this.trusted = trustedProxies.stream().map(IpAddressMatcher::new).toList();
        this.header = header;
    }

    /**
     * Walks the header from the nearest hop outwards and stops at the first address that is not a trusted proxy: anything
     * further out was written by somebody we have no reason to believe. It stops, too, where a proxy named no address.
     */
    String of(HttpServletRequest request) {
        String address = ofConnection(request);
        for (String hop : hopsNearestFirst(request)) {
            Optional<String> next = isTrusted(address) ? ForwardedNode.address(header, hop) : Optional.empty();
            if (next.isEmpty()) {
                return address;
            }
            address = next.get();
        }
        return address;
    }

    /** Whether it is a trusted proxy that speaks to us, and the address found is of somebody behind the proxies. */
    boolean isNamedByProxy(HttpServletRequest request, String address) {
        return isTrusted(ofConnection(request)) && !isTrusted(address);
    }

    private boolean isTrusted(String address) {
        return trusted.stream().anyMatch(range -> range.matches(address));
    }

    /** The container adds a zone to a link-local address, which says where we are, not where the client is. */
    private static String ofConnection(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        int zone = address.indexOf('%');
        address = zone < 0 ? address : address.substring(0, zone);
        return IpLiteral.canonical(address).orElse(address);
    }

    /** A comma inside quotes splits a hop, too. Were quotes minded, a client could open one and hide the proxies' words. */
    private List<String> hopsNearestFirst(HttpServletRequest request) {
        List<String> hops = Collections.list(request.getHeaders(header.headerName())).stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .toList();
        List<String> nearestFirst = new ArrayList<>(hops);
        Collections.reverse(nearestFirst);
        return nearestFirst;
    }
}
