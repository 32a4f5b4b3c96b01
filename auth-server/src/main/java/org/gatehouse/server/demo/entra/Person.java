package org.gatehouse.server.demo.entra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in a tenant.
 *
 * @param objectId a GUID, the same for every application
 * @param about what this person shows, for whoever chooses
 * @param groups ids of groups, of which a token lists 200 at most
 * @param further claims of their tokens, in place of those made of the rest; a value of null leaves one out
 */
public record Person(
        Tenant tenant,
        String objectId,
        String name,
        @Nullable String email,
        String about,
        List<String> roles,
        List<String> groups,
        Map<String, @Nullable Object> further) {

    public Person {
        roles = List.copyOf(roles);
        groups = List.copyOf(groups);
    }

    /** A member whose address the tenant vouches for. */
    public static Person of(Tenant tenant, String objectId, String name, String email) {
        return new Person(tenant, objectId, name, email, "", List.of(), List.of(), Map.of());
    }

    /** By which they are chosen: an object id alone may be somebody else's in another tenant. */
    public String key() {
        return tenant.id() + "." + objectId;
    }

    public Person showing(String about) {
        return new Person(tenant, objectId, name, email, about, roles, groups, further);
    }

    public Person withRoles(String... roles) {
        return new Person(tenant, objectId, name, email, about, List.of(roles), groups, further);
    }

    public Person withGroups(List<String> groups) {
        return new Person(tenant, objectId, name, email, about, roles, groups, further);
    }

    /** @param value null for a token without it */
    public Person claim(String claim, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(further);
        more.put(claim, value);
        return new Person(tenant, objectId, name, email, about, roles, groups, more);
    }

    /** From elsewhere: nobody here vouches for the address. */
    public Person guest(String home) {
        return claim("acct", 1).claim("idp", home).claim("xms_edov", null);
    }

    @Override
    public String toString() {
        return "Person[" + objectId + "]";
    }
}
