package org.gatehouse.realm.file.clients;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.file.common.Unique;

/**
 * Keys written out in the file. They are used by whoever enforces the realm; here is refused what can be seen to be
 * wrong before: above all a private key, which is then burnt, and is never repeated.
 */
final class KeySetRules {

    private static final List<String> PUBLIC =
            List.of("kty", "kid", "use", "key_ops", "alg", "crv", "x", "y", "n", "e", "x5c", "x5t#S256");

    /** RFC 7518, sections 6.2.2, 6.3.2 and 6.4; RFC 8037. */
    private static final Set<String> PRIVATE = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    private static final Map<String, List<String>> NEEDED =
            Map.of("RSA", List.of("n", "e"), "EC", List.of("crv", "x", "y"), "OKP", List.of("crv", "x"));

    /** In bytes, of a coordinate. */
    private static final Map<String, Integer> LENGTHS = Map.of("P-256", 32, "P-384", 48, "P-521", 66, "Ed25519", 32);

    private static final int SHORTEST_MODULUS = 2048;

    private KeySetRules() {}

    static void check(Part set) {
        Unique ids = new Unique("key id");
        List<Part> keys = set.items("keys");
        for (Part key : keys) {
            ids.check(key, "kid");
            key.entries().forEach(KeySetRules::checkMember);
            if (keys.size() > 1 && !key.has("kid")) {
                key.refuse("One of several keys has no `kid`, so nobody could tell which it is.", "Add it.");
            }
            if (key.isFlawless()) {
                checkValues(key);
            }
        }
    }

    private static void checkMember(String name, Part value) {
        if (PRIVATE.contains(name)) {
            value.refuseKey(
                    "`" + name + "` is part of a private key, which has no place in a realm file.",
                    "Make a new pair of keys, for whoever saw this file has this one; write the public one here.");
        } else if (!PUBLIC.contains(name)) {
            value.refuseUnknownKey("The key `" + name + "` is unknown here.", PUBLIC);
        }
    }

    private static void checkValues(Part key) {
        List<String> missing = new ArrayList<>(NEEDED.getOrDefault(key.text("kty"), List.of()));
        missing.removeIf(key::has);
        if (!missing.isEmpty()) {
            key.refuse("The key lacks `" + String.join("` and `", missing) + "`.", "Write it out as it was made.");
            return;
        }
        boolean edwards = key.text("crv").equals("Ed25519");
        if (key.has("crv") && edwards != key.text("kty").equals("OKP")) {
            key.child("crv").refuse("The curve is not one of its type of key.", "Ed25519 is of OKP, the others of EC.");
        } else if (key.text("kty").equals("RSA")) {
            checkModulus(key.child("n"));
        } else {
            checkCoordinate(key, "x");
            checkCoordinate(key, "y");
        }
    }

    private static void checkModulus(Part modulus) {
        if (new BigInteger(1, decoded(modulus)).bitLength() < SHORTEST_MODULUS && modulus.isFlawless()) {
            modulus.refuse("The key is too short.", "An RSA key has at least " + SHORTEST_MODULUS + " bits.");
        }
    }

    private static void checkCoordinate(Part key, String name) {
        Part coordinate = key.child(name);
        if (key.has(name)
                && decoded(coordinate).length != LENGTHS.getOrDefault(key.text("crv"), 0)
                && coordinate.isFlawless()) {
            coordinate.refuse("This is not as long as the curve's coordinates are.", "Write it out as it was made.");
        }
    }

    private static byte[] decoded(Part value) {
        try {
            return Base64.getUrlDecoder().decode(value.text());
        } catch (IllegalArgumentException ex) {
            value.refuse("This is not base64url.", "Write it out as it was made.");
            return new byte[0];
        }
    }
}
