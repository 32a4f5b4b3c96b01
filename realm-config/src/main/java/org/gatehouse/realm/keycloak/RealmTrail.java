package org.gatehouse.realm.keycloak;

import static java.util.stream.Collectors.toMap;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gatehouse.realm.TrailPolicy;

/** How a realm in Keycloak says that it is traced, and for how long its entries are kept. */
public final class RealmTrail {

    /** The extension's event listener. */
    public static final String ID = "gatehouse-trail";

    /** The realm's attribute with its own tiers: {@code sign-in=P3Y token=P1M}, or {@code default}. */
    public static final String RETENTION = KeycloakRealm.MARK + "retention";

    private static final String DEFAULT = "default";

    private RealmTrail() {}

    static String retention(TrailPolicy trail) {
        String own = new TreeMap<>(trail.retention())
                .entrySet().stream()
                        .map(tier -> tier.getKey() + "=" + tier.getValue())
                        .collect(Collectors.joining(" "));
        return own.isEmpty() ? DEFAULT : own;
    }

    /** Tiers by category, of the attribute's value; what cannot be read says nothing. */
    public static Map<String, String> retention(String value) {
        return Arrays.stream(value.split(" "))
                .map(tier -> tier.split("=", -1))
                .filter(tier -> tier.length == 2)
                .collect(toMap(tier -> tier[0], tier -> tier[1], (first, second) -> first));
    }
}
