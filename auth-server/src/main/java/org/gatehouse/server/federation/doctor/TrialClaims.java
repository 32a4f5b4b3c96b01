package org.gatehouse.server.federation.doctor;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gatehouse.server.federation.doctor.Trial.Said;
import org.jspecify.annotations.Nullable;

/** Claims as they are shown to whoever tried: each bounded, and nothing by which one message is tied to another. */
final class TrialClaims {

    private static final int MOST = 100;
    private static final int LONGEST = 1_000;

    /** Nobody configures anything by them; shown on a screen that is shared, they could be of use to somebody. */
    private static final Set<String> HIDDEN =
            Set.of("nonce", "at_hash", "c_hash", "s_hash", "jti", "sid", "aio", "rh", "uti", "login_hint");

    private TrialClaims() {}

    static List<Said> shown(Map<String, Object> claims) {
        return new TreeMap<>(claims)
                .entrySet().stream()
                        .limit(MOST)
                        .map(claim -> new Said(bounded(claim.getKey()), value(claim.getKey(), claim.getValue())))
                        .toList();
    }

    private static @Nullable String value(String name, @Nullable Object value) {
        return HIDDEN.contains(name) ? null : bounded(written(value));
    }

    private static String written(@Nullable Object value) {
        if (value instanceof Map<?, ?> || value instanceof Collection<?>) {
            String json = JSONObjectUtils.toJSONString(Map.of("v", value));
            return json.substring("{\"v\":".length(), json.length() - 1);
        }
        return String.valueOf(value);
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
