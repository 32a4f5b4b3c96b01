package org.gatehouse.realm.file.connections;

import java.time.Duration;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.federation.EntraId;
import org.gatehouse.realm.federation.Overage;
import org.gatehouse.realm.federation.Tenants;
import org.gatehouse.realm.file.common.Choice;
import org.gatehouse.realm.file.common.Durations;

/** Reads what a connection of kind {@code entra-id} says beside what every connection does. */
final class EntraIdReading {

    private static final Duration SHORTEST_KEEP = Duration.ofMinutes(1);

    /** Whoever was removed from a group this morning is out of it tomorrow, whatever fails. */
    private static final Duration LONGEST_KEEP = Duration.ofDays(1);

    private EntraIdReading() {}

    static EntraId read(Part part) {
        OtherKind.refuse(part, EntraId.KIND, "issuer");
        OtherKind.refuse(part.child("trustFactors"), EntraId.KIND, "acr", "amr");
        OtherKind.refuse(part.child("roles"), EntraId.KIND, "claim");
        OtherKind.refuse(part.child("groups"), EntraId.KIND, "claim");
        return new EntraId(
                part.text("host", EntraId.DEFAULT_HOST),
                tenants(part),
                part.child("trustFactors").texts("acrs"),
                Choice.of(part.child("groups"), "overage", Overage.values(), Overage::code, Overage.REFUSE),
                keep(part.child("groups")));
    }

    private static Duration keep(Part groups) {
        if (!groups.has("keep")) {
            return Duration.ZERO;
        }
        if (!groups.text("overage", "").equals(Overage.GRAPH.code())) {
            groups.child("keep").refuse("Nothing is asked of Microsoft Graph here.", "Write overage: graph as well.");
        }
        Duration keep = Durations.read(groups, "keep", SHORTEST_KEEP);
        Durations.check(groups, "keep", keep, SHORTEST_KEEP, LONGEST_KEEP);
        return keep;
    }

    /** A closed list unless somebody says otherwise in a word: forgetting it must not open the realm to everybody. */
    private static Tenants tenants(Part part) {
        if (!part.has("tenants")) {
            part.child("tenants")
                    .refuse(
                            "The connection does not say from which tenants people may come.",
                            "List the tenants' ids under `tenants`; people of any tenant may come only with tenants: any.");
        }
        part.items("tenants").stream()
                .filter(tenant -> tenant.text().equals(EntraId.PERSONAL_ACCOUNTS))
                .forEach(tenant -> tenant.refuse(
                        "This is the tenant of personal accounts, which anybody can open.",
                        "Remove it; people of any tenant may come only with tenants: any."));
        return part.text("tenants", "").equals("any") ? Tenants.ANY : Tenants.of(part.texts("tenants"));
    }
}
