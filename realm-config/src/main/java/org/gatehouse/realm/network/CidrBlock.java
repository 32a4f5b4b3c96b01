package org.gatehouse.realm.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A block of IP addresses (RFC 4632, RFC 4291), equal to another of the same addresses however it was written. */
public final class CidrBlock {

    /** Without leading zeros, which some readers take for octal. */
    private static final Pattern IPV4 = Pattern.compile("((0|[1-9][0-9]{0,2})\\.){3}(0|[1-9][0-9]{0,2})");

    /** Holds a colon, so that it is parsed and never looked up. */
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");

    private static final Pattern BLOCK = Pattern.compile("([^/]*)(?:/(0|[1-9][0-9]{0,2}))?");

    private final byte[] address;
    private final int prefix;

    private CidrBlock(byte[] address, int prefix) {
        this.address = address;
        this.prefix = prefix;
    }

    /**
     * @param text for example {@code 10.0.0.0/8} or {@code ::1/128}
     * @throws InvalidCidrBlockException when it is none, or has bits beyond its prefix
     */
    public static CidrBlock parse(String text) {
        Matcher matcher = BLOCK.matcher(text);
        byte[] address = matcher.matches() ? address(matcher.group(1)) : null;
        if (address == null) {
            throw new InvalidCidrBlockException(
                    "This is not a network.", "Write an IPv4 or IPv6 block: 10.0.0.0/8, ::1/128.");
        }
        int longest = address.length * Byte.SIZE;
        String digits = matcher.group(2);
        if (digits == null) {
            throw new InvalidCidrBlockException(
                    "The length of the network is missing.",
                    "Write `" + text + "/" + longest + "` for this one address.");
        }
        int prefix = Integer.parseInt(digits);
        if (prefix > longest) {
            throw new InvalidCidrBlockException(
                    "The network is longer than its address.", "Write at most /" + longest + ".");
        }
        return of(address, prefix);
    }

    /**
     * The block of one address.
     *
     * @throws InvalidCidrBlockException when it is none
     */
    public static CidrBlock ofAddress(String text) {
        byte[] address = address(text);
        if (address == null) {
            throw new InvalidCidrBlockException("This is not an address.", "Write an IPv4 or IPv6 address.");
        }
        return new CidrBlock(address, address.length * Byte.SIZE);
    }

    private static CidrBlock of(byte[] address, int prefix) {
        CidrBlock block = new CidrBlock(masked(address, prefix), prefix);
        if (!Arrays.equals(address, block.address)) {
            throw new InvalidCidrBlockException(
                    "The address has bits beyond /" + prefix + ", so it is not the beginning of a network.",
                    "Write `" + block + "`.");
        }
        return block;
    }

    private static byte @Nullable [] address(String text) {
        boolean four = IPV4.matcher(text).matches();
        if (!four && !IPV6.matcher(text).matches()) {
            return null;
        }
        try {
            byte[] address = InetAddress.getByName(text).getAddress();
            return four == (address.length == 4) ? address : null; // ::ffff:10.0.0.1 is IPv4 in disguise
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

    /** Whether every address of the other block is one of this. */
    public boolean contains(CidrBlock other) {
        return address.length == other.address.length
                && prefix <= other.prefix
                && Arrays.equals(address, masked(other.address, prefix));
    }

    /** Whether it is every address there is, of IPv4 or of IPv6. */
    public boolean isEverything() {
        return prefix == 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CidrBlock that && prefix == that.prefix && Arrays.equals(address, that.address);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(address) + prefix;
    }

    /** The one way it is written (RFC 5952). */
    @Override
    public String toString() {
        return AddressText.of(address) + "/" + prefix;
    }
}
