package org.gatehouse.audit.witness;

import java.net.URI;
import java.util.Locale;
import org.gatehouse.audit.note.WitnessKey;

/**
 * Somebody who cosigns.
 *
 * @param name what people call it
 * @param address its submission prefix, without a slash at the end
 */
public record Witness(String name, WitnessKey key, URI address) {

    private static final int LONGEST_NAME = 100;

    /** @throws IllegalArgumentException unless the address is HTTPS, or HTTP to this machine, and the name is a short line */
    public Witness {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A witness has a name of at most 100 letters.");
        }
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        boolean local = scheme.equals("http")
                && ("127.0.0.1".equals(address.getHost()) || "localhost".equals(address.getHost()));
        boolean plain = address.getHost() != null
                && address.getRawQuery() == null
                && address.getRawFragment() == null
                && address.getRawUserInfo() == null;
        if (!plain || (!scheme.equals("https") && !local)) {
            throw new IllegalArgumentException("A witness is called by HTTPS only, not at " + address + ".");
        }
        address = URI.create(address.toString().replaceAll("/+$", ""));
    }
}
