package org.gatehouse.audit.query;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.audit.privacy.AddressMarks;
import org.jspecify.annotations.Nullable;

/**
 * One address, or all that begin alike ({@code 192.0.2.7}, {@code 10.0.0.0/8}, {@code 2001:db8::/48}; RFC 4632, RFC 4291).
 * Bits beyond the prefix do not matter, so that an address of the network names it too.
 */
public final class AddressBlock {

    /** Longest way to write one, in characters. */
    public static final int LONGEST = 49;

    private static final int IPV4_BYTES = 4;
    private static final int IPV4_NETWORK = 24;
    private static final int IPV6_NETWORK = 48;

    /** Without leading zeros, which some readers take for octal. */
    private static final Pattern IPV4 = Pattern.compile("((0|[1-9][0-9]{0,2})\\.){3}(0|[1-9][0-9]{0,2})");

    /** Holds a colon, so that it is parsed and never looked up. */
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");

    private static final Pattern BLOCK = Pattern.compile("([^/]+)(?:/(0|[1-9][0-9]{0,2}))?");

    private final byte[] first;
    private final int prefix;
    private final String text;

    private AddressBlock(byte[] first, int prefix) throws UnknownHostException {
        this.first = first;
        this.prefix = prefix;
        String address = InetAddress.getByAddress(first).getHostAddress();
        this.text = prefix == first.length * Byte.SIZE ? address : address + "/" + prefix;
    }

    /** @return empty when it is neither an address nor a network */
    public static Optional<AddressBlock> parse(String text) {
        Matcher matcher = BLOCK.matcher(text);
        byte[] address = text.length() <= LONGEST && matcher.matches() ? address(matcher.group(1)) : null;
        if (address == null) {
            return Optional.empty();
        }
        int longest = address.length * Byte.SIZE;
        int prefix = matcher.group(2) == null ? longest : Integer.parseInt(matcher.group(2));
        return prefix > longest ? Optional.empty() : Optional.of(of(masked(address, prefix), prefix));
    }

    /** Whether it is written out as an address and is one of these. */
    public boolean contains(@Nullable String address) {
        byte[] bytes = address == null ? null : address(address);
        return bytes != null && bytes.length == first.length && Arrays.equals(first, masked(bytes, prefix));
    }

    /** Bits of the networks that are looked for besides single addresses: a site's, as a rule. */
    private int networkPrefix() {
        return first.length == IPV4_BYTES ? IPV4_NETWORK : IPV6_NETWORK;
    }

    /** The smallest block with marks of its own that this one is in: itself, its network, or none when it is larger. */
    Optional<AddressBlock> marked() {
        if (prefix == first.length * Byte.SIZE) {
            return Optional.of(this);
        }
        return prefix < networkPrefix() ? Optional.empty() : Optional.of(network());
    }

    /** Whether it is no smaller than the networks that stand for a site: {@code /24}, or {@code /48}. */
    public boolean isNetwork() {
        return prefix <= networkPrefix();
    }

    /** The network of {@code /24} or {@code /48} it is in; a larger one's first. */
    public AddressBlock network() {
        return of(masked(first, networkPrefix()), networkPrefix());
    }

    byte[] mark(AddressMarks marks) {
        return marks.of(first, prefix);
    }

    private static AddressBlock of(byte[] first, int prefix) {
        try {
            return new AddressBlock(first, prefix);
        } catch (UnknownHostException ex) {
            throw new IllegalStateException("An address has 4 or 16 bytes", ex);
        }
    }

    private static byte @Nullable [] address(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException ex) {
            return null;
        }
    }

    private static byte[] masked(byte[] address, int prefix) {
        byte[] masked = address.clone();
        for (int index = 0; index < masked.length; index++) {
            int kept = Math.max(0, Math.min(Byte.SIZE, prefix - index * Byte.SIZE));
            masked[index] &= (byte) (0xff << (Byte.SIZE - kept));
        }
        return masked;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AddressBlock that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
