package org.gatehouse.realm.federation;

import java.util.List;

/**
 * The tenants people may come from.
 *
 * @param any whether the list is open, which takes a word of its own
 * @param ids of the tenants when it is not, each a GUID in lower case
 */
public record Tenants(boolean any, List<String> ids) {

    public static final Tenants ANY = new Tenants(true, List.of());

    public Tenants {
        ids = List.copyOf(ids);
    }

    /** @param ids GUIDs in lower case; of none, nobody may come */
    public static Tenants of(List<String> ids) {
        return new Tenants(false, ids);
    }
}
