package org.gatehouse.realm.federation;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gatehouse.realm.secret.SecretReference;
import org.jspecify.annotations.Nullable;

/**
 * An identity provider people of the realm may come from.
 *
 * @param alias names it in addresses and in the trail
 * @param displayName what people read where they choose it; null shows the alias
 * @param clientId under which the provider knows this service
 * @param credential by what it knows it
 * @param clientSecret where the secret is; null when it is known by a key
 * @param clientSecretExpires the last day the secret is good for; null when that is not known
 * @param domains people whose identifier ends in one of these are sent here
 * @param roles the provider's role to the realm's
 * @param groups the provider's group to the path of a group of the realm
 * @param guests what becomes of people who are guests there; the maps are for members
 */
public record Connection(
        String alias,
        @Nullable String displayName,
        Provider provider,
        String clientId,
        Credential credential,
        @Nullable SecretReference clientSecret,
        @Nullable LocalDate clientSecretExpires,
        List<String> domains,
        Map<String, String> roles,
        Map<String, String> groups,
        Guests guests,
        Provisioning provisioning,
        Linking linking) {

    public Connection {
        domains = List.copyOf(domains);
        roles = Collections.unmodifiableMap(new TreeMap<>(roles)); // one order, so that documents compare
        groups = Collections.unmodifiableMap(new TreeMap<>(groups));
    }

    /** What people read where they choose it. */
    public String title() {
        return displayName == null ? alias : displayName;
    }
}
