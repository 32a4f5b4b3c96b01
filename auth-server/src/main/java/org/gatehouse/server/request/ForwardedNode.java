package org.gatehouse.server.request;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatehouse.server.ForwardingHeader;

/** One hop as a forwarding header names it. Anything that is not an address, with or without a port, names nobody. */
final class ForwardedNode {

    /** RFC 7239 section 4, without the escapes no address needs. */
    private static final Pattern PAIR = Pattern.compile("([A-Za-z-]+)=([^\\s\"\\\\]+|\"[^\"\\\\]*\")");

    private static final Pattern IPV4_AND_PORT = Pattern.compile("([0-9.]+)(:[0-9]{1,5})?");
    private static final Pattern BRACKETED_AND_PORT = Pattern.compile("\\[([0-9A-Fa-f:.]+)](:[0-9]{1,5})?");

    private ForwardedNode() {}

    static Optional<String> address(ForwardingHeader header, String hop) {
        return switch (header) {
            case X_FORWARDED_FOR -> IpLiteral.canonical(hop).or(() -> withPort(hop));
            case FORWARDED -> forParameter(hop).flatMap(ForwardedNode::withPort);
        };
    }

    /** The {@code for} parameter; it may be there once only, or two readers would see two clients. */
    private static Optional<String> forParameter(String element) {
        List<Matcher> pairs = Stream.of(element.split(";", -1))
                .map(String::strip)
                .map(PAIR::matcher)
                .toList();
        if (!pairs.stream().allMatch(Matcher::matches)) {
            return Optional.empty();
        }
        List<String> nodes = pairs.stream()
                .filter(pair -> pair.group(1).toLowerCase(Locale.ROOT).equals("for"))
                .map(pair -> pair.group(2).replace("\"", ""))
                .toList();
        return nodes.size() == 1 ? Optional.of(nodes.get(0)) : Optional.empty();
    }

    /** IPv6 stands in brackets, so that a port can be told from it. */
    private static Optional<String> withPort(String node) {
        Matcher bracketed = BRACKETED_AND_PORT.matcher(node);
        if (bracketed.matches()) {
            return Optional.of(bracketed.group(1))
                    .filter(text -> text.contains(":"))
                    .flatMap(IpLiteral::canonical);
        }
        Matcher ipv4 = IPV4_AND_PORT.matcher(node);
        return ipv4.matches() ? IpLiteral.canonical(ipv4.group(1)) : Optional.empty();
    }
}
