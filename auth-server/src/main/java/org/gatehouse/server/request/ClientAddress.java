package org.gatehouse.server.request;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** Finds the client's address behind trusted proxies. */
final class ClientAddress {

    private final List<IpAddressMatcher> trusted;

    ClientAddress(List<String> trustedProxies) {
        this.trusted = trustedProxies.stream().map(IpAddressMatcher::new).toList();
    }

    /**
     * Walks {@code X-Forwarded-For} from the nearest hop outwards and stops at the first address that is not a trusted
     * proxy: anything further out was written by somebody we have no reason to believe.
     */
    String of(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        for (String hop : hopsNearestFirst(request)) {
            if (!isTrusted(address)) {
                return address;
            }
            if (!looksLikeAddress(hop)) {
                return address;
            }
            address = hop;
        }
        return address;
    }

    private boolean isTrusted(String address) {
        return trusted.stream().anyMatch(range -> range.matches(address));
    }

    private static List<String> hopsNearestFirst(HttpServletRequest request) {
        List<String> hops = Collections.list(request.getHeaders("X-Forwarded-For")).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .toList();
        List<String> nearestFirst = new ArrayList<>(hops);
        Collections.reverse(nearestFirst);
        return nearestFirst;
    }

    /** Only literal addresses: a host name here would make us ask a name server on a stranger's word. */
    private static boolean looksLikeAddress(String hop) {
        return !hop.isEmpty()
                && hop.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':')
                && (hop.contains(":") || Character.isDigit(hop.charAt(0)));
    }
}
