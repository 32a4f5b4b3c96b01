package org.gatehouse.server.request;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads an address as written out in full: four decimal numbers, or IPv6 (RFC 4291 section 2.2) without a zone. Java's own
 * parser would take {@code 127.1}, {@code 0177.0.0.1} or a host name as well; the same address must not have two
 * spellings, and a stranger's word must not make us ask a name server.
 */
final class IpLiteral {

    private static final Pattern GROUPS = Pattern.compile("[0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4})*");

    private static final int IPV4_BYTES = 4;
    private static final int IPV6_GROUPS = 8;
    private static final String GAP = "::";

    private IpLiteral() {}

    /** The address in its one spelling; an IPv4 address written as IPv6 ({@code ::ffff:192.0.2.1}) becomes IPv4. */
    static Optional<String> canonical(String text) {
        return (text.contains(":") ? ipv6(text) : ipv4(text)).map(IpLiteral::spell);
    }

    private static Optional<byte[]> ipv4(String text) {
        String[] numbers = text.split("\\.", -1);
        if (numbers.length != IPV4_BYTES) {
            return Optional.empty();
        }
        byte[] address = new byte[IPV4_BYTES];
        for (int i = 0; i < IPV4_BYTES; i++) {
            int value = octet(numbers[i]);
            if (value < 0) {
                return Optional.empty();
            }
            address[i] = (byte) value;
        }
        return Optional.of(address);
    }

    /** Of decimal digits without leading zeros, up to 255; negative for anything else. No pattern: each request has one. */
    private static int octet(String text) {
        int length = text.length();
        if (length == 0 || length > 3 || (length > 1 && text.charAt(0) == '0')) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value <= 255 ? value : -1;
    }

    private static Optional<byte[]> ipv6(String text) {
        return hexOnly(text).flatMap(hex -> {
            int gap = hex.indexOf(GAP);
            if (gap < 0) {
                return ipv6(hex, "", IPV6_GROUPS);
            }
            return ipv6(hex.substring(0, gap), hex.substring(gap + GAP.length()), IPV6_GROUPS - 1);
        });
    }

    /** The last two groups may be written as IPv4. */
    private static Optional<String> hexOnly(String text) {
        if (!text.contains(".")) {
            return Optional.of(text);
        }
        int tail = text.lastIndexOf(':') + 1;
        return ipv4(text.substring(tail))
                .map(ByteBuffer::wrap)
                .map(bytes -> text.substring(0, tail)
                        + Integer.toHexString(Short.toUnsignedInt(bytes.getShort()))
                        + ":"
                        + Integer.toHexString(Short.toUnsignedInt(bytes.getShort())));
    }

    /** @param most how many groups may be written: all eight without a gap, and with one at least one fewer */
    private static Optional<byte[]> ipv6(String before, String after, int most) {
        int written = count(before) + count(after);
        boolean exact = most == IPV6_GROUPS;
        if (!isGroups(before) || !isGroups(after) || written > most || (exact && written < most)) {
            return Optional.empty();
        }
        ByteBuffer address = ByteBuffer.allocate(IPV6_GROUPS * Short.BYTES);
        put(address, before);
        address.position((IPV6_GROUPS - count(after)) * Short.BYTES);
        put(address, after);
        return Optional.of(address.array());
    }

    private static boolean isGroups(String text) {
        return text.isEmpty() || GROUPS.matcher(text).matches();
    }

    private static int count(String groups) {
        return groups.isEmpty() ? 0 : groups.split(":", -1).length;
    }

    private static void put(ByteBuffer address, String groups) {
        if (!groups.isEmpty()) {
            for (String group : groups.split(":")) {
                address.putShort((short) Integer.parseInt(group, 16));
            }
        }
    }

    private static String spell(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException ex) {
            throw new IllegalStateException("An address has 4 or 16 bytes", ex);
        }
    }
}
