package org.gatehouse.server.outgoing;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.gatehouse.realm.network.CidrBlock;
import org.gatehouse.realm.network.InvalidCidrBlockException;

/** What an operator has allowed in so many words: hosts by name, whatever they lead to, and networks. */
final class AllowedTargets {

    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");
    private static final Pattern NUMBERS = Pattern.compile("[0-9./]+");

    private final Set<String> hosts = new HashSet<>();
    private final List<CidrBlock> blocks = new ArrayList<>();

    AllowedTargets(List<String> entries) {
        entries.forEach(entry -> add(entry.strip().toLowerCase(Locale.ROOT)));
    }

    private void add(String entry) {
        boolean isNumbers = NUMBERS.matcher(entry).matches() || entry.contains(":");
        if (!isNumbers && NAME.matcher(entry).matches()) {
            hosts.add(entry);
            return;
        }
        try {
            blocks.add(entry.contains("/") ? CidrBlock.parse(entry) : CidrBlock.ofAddress(entry));
        } catch (InvalidCidrBlockException ex) {
            throw new IllegalArgumentException(
                    "gatehouse.outgoing.allow has '%s', which is no host name, address or network. Write id.example.org, 10.1.2.3 or 10.0.0.0/8."
                            .formatted(entry),
                    ex);
        }
    }

    boolean host(String name) {
        return hosts.contains(name);
    }

    boolean address(InetAddress address) {
        CidrBlock one = CidrBlock.ofAddress(NonPublicAddresses.bare(address));
        return blocks.stream().anyMatch(block -> block.contains(one));
    }
}
