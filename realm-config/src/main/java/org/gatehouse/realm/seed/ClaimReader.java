package org.gatehouse.realm.seed;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatehouse.realm.document.Part;
import tools.jackson.databind.JsonNode;

/**
 * Finds the standard claims of one person, which are written among the person's keys, as the standard spells them or in
 * camel case, or under {@code claims}. Each is written once.
 */
final class ClaimReader {

    static final String PHONE = "phone_number";

    static final String PHONE_VERIFIED = "phone_number_verified";

    private static final List<String> SAME_IN_BOTH_SPELLINGS =
            List.of("nickname", "profile", "picture", "website", "gender", "birthdate", "zoneinfo", "address");

    /** Key of the person to claim. */
    private static final Map<String, String> CLAIMS = claimsByKey();

    private ClaimReader() {}

    /** What is written, by the claim's name. */
    static Map<String, Part> read(Part person) {
        Map<String, Part> claims = new LinkedHashMap<>();
        Stream.concat(
                        person.child("claims").entries().entrySet().stream(),
                        person.entries().entrySet().stream().filter(entry -> CLAIMS.containsKey(entry.getKey())))
                .forEach(entry -> add(claims, CLAIMS.getOrDefault(entry.getKey(), entry.getKey()), entry.getValue()));
        return claims;
    }

    private static void add(Map<String, Part> claims, String claim, Part value) {
        if (claims.putIfAbsent(claim, value) != null) {
            value.refuseKey("The claim `" + claim + "` is given twice.", "Keep one of them.");
        }
    }

    /** The values of all claims that an account has no field of its own for. */
    static Map<String, Object> values(Map<String, Part> claims) {
        Map<String, Object> values = new HashMap<>();
        claims.forEach((name, claim) -> values.put(name, value(claim.json())));
        values.keySet().removeAll(List.of(PHONE, PHONE_VERIFIED));
        return values;
    }

    private static Object value(JsonNode json) {
        if (json.isObject()) {
            Map<String, String> texts = new HashMap<>();
            json.forEachEntry((name, text) -> texts.put(name, text.asString("")));
            return Map.copyOf(texts);
        }
        return json.asString("");
    }

    private static Map<String, String> claimsByKey() {
        Map<String, String> claims = new HashMap<>(Map.of(
                "given_name", "given_name",
                "givenName", "given_name",
                "family_name", "family_name",
                "familyName", "family_name",
                "middle_name", "middle_name",
                "middleName", "middle_name"));
        SAME_IN_BOTH_SPELLINGS.forEach(name -> claims.put(name, name));
        List.of("phone", "phoneNumber", PHONE).forEach(key -> claims.put(key, PHONE));
        List.of("phoneVerified", "phoneNumberVerified", PHONE_VERIFIED).forEach(key -> claims.put(key, PHONE_VERIFIED));
        return Map.copyOf(claims);
    }
}
