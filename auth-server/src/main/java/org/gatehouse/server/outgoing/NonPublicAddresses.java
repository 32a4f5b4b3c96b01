package org.gatehouse.server.outgoing;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.gatehouse.realm.network.CidrBlock;

/**
 * Addresses that are not somebody's public server (IANA special-purpose registries, RFC 6890): this machine, its network,
 * its cloud's metadata service, groups, documentation, and ways around by tunnels.
 */
final class NonPublicAddresses {

    /** The only block of IPv6 from which public addresses are given out (RFC 4291 section 2.4). */
    private static final CidrBlock GLOBAL_UNICAST = CidrBlock.parse("2000::/3");

    private static final List<CidrBlock> BLOCKS = Stream.of(
                    "0.0.0.0/8", // this host, RFC 1122
                    "10.0.0.0/8", // RFC 1918
                    "100.64.0.0/10", // carriers' NAT, RFC 6598; metadata of Alibaba Cloud
                    "127.0.0.0/8", // loopback
                    "168.63.129.16/32", // platform services of Azure, public in form only
                    "169.254.0.0/16", // link-local, RFC 3927; metadata of nearly every cloud
                    "172.16.0.0/12", // RFC 1918
                    "192.0.0.0/24", // protocol assignments; metadata of Oracle Cloud
                    "192.0.2.0/24", // documentation, RFC 5737
                    "192.88.99.0/24", // 6to4 relays, RFC 7526
                    "192.168.0.0/16", // RFC 1918
                    "198.18.0.0/15", // benchmarks, RFC 2544
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4", // reserved, and broadcast
                    "2001::/23", // protocol assignments, Teredo among them (RFC 4380): it embeds any IPv4 address
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4, RFC 3056: it embeds any IPv4 address
                    "3fff::/20") // documentation, RFC 9637
            .map(CidrBlock::parse)
            .toList();

    private NonPublicAddresses() {}

    static boolean contains(InetAddress address) {
        CidrBlock one = CidrBlock.ofAddress(bare(address));
        boolean foreign = address.getAddress().length > 4 && !GLOBAL_UNICAST.contains(one);
        return foreign || BLOCKS.stream().anyMatch(block -> block.contains(one));
    }

    /** Without the zone a link-local address may have. */
    static String bare(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
