package org.gatehouse.server.outgoing;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.gatehouse.server.outgoing.OutgoingException.Reason;

/**
 * Decides what may be called. A host is looked up once and every address it has is checked: one that leads inside refuses
 * the host, and there is no second look-up, whose answer could be another (DNS rebinding).
 */
final class Egress {

    private final AllowedTargets allowed;
    private final NameService names;

    Egress(AllowedTargets allowed, NameService names) {
        this.allowed = allowed;
        this.names = names;
    }

    /** @throws OutgoingException when the address must not be called */
    Destination check(URI target) {
        Address.check(target);
        List<InetAddress> addresses = lookUp(target);
        boolean isNamed = allowed.host(Address.host(target));
        if (!isNamed && addresses.stream().anyMatch(this::isForbidden)) {
            throw new OutgoingException(Reason.FORBIDDEN, Address.shown(target));
        }
        if (!Address.isHttps(target) && !isNamed && !addresses.stream().allMatch(allowed::address)) {
            throw new OutgoingException(Reason.NOT_HTTPS, Address.shown(target));
        }
        return new Destination(addresses);
    }

    private boolean isForbidden(InetAddress address) {
        return NonPublicAddresses.contains(address) && !allowed.address(address);
    }

    private List<InetAddress> lookUp(URI target) {
        try {
            return List.of(names.lookUp(Address.host(target)));
        } catch (UnknownHostException ex) {
            throw new OutgoingException(Reason.UNKNOWN_HOST, Address.shown(target), ex);
        }
    }

    /** Finds the addresses of a host. */
    @FunctionalInterface
    interface NameService {

        InetAddress[] lookUp(String host) throws UnknownHostException;
    }
}
