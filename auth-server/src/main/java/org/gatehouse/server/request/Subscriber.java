package org.gatehouse.server.request;

import java.util.List;

/** Who has an address, as far as it tells. */
public final class Subscriber {

    private Subscriber() {}

    /**
     * An IPv6 subscriber holds a whole /64, so that is one network; an IPv4 address is one.
     *
     * @param address as {@link CurrentRequest#address()} spells it
     */
    public static String network(String address) {
        List<String> groups = List.of(address.split(":")); // all eight are written out in a request's address
        return String.join(":", groups.subList(0, Math.min(4, groups.size())));
    }
}
