package org.gatehouse.server.tokens;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.gatehouse.realm.AttributeDefinition;
import org.gatehouse.realm.AttributeType;
import org.gatehouse.server.claims.ClaimRequest;
import org.gatehouse.server.claims.ClaimScopes;
import org.gatehouse.server.clients.RealmClients;
import org.gatehouse.server.directory.Profile;
import org.gatehouse.server.directory.Profiles;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.StandardClaimNames;
import org.springframework.stereotype.Component;

/**
 * What a client is told of a person: the claims its scopes stand for (OIDC Core section 5.4), and those it asked for one
 * by one (section 5.5) as far as a scope it may have would cover them. Nothing else.
 */
@Component
class PersonClaims {

    /** The members of the address claim (OIDC Core section 5.1.1) and the realm attributes they are kept in. */
    private static final Set<String> ADDRESS_MEMBERS =
            Set.of("street_address", "locality", "region", "postal_code", "country");

    private final RememberedProfiles people;
    private final Profiles profiles;
    private final RealmClients clients;

    PersonClaims(RememberedProfiles people, Profiles profiles, RealmClients clients) {
        this.people = people;
        this.profiles = profiles;
        this.clients = clients;
    }

    /** Of the account as it is now; empty when it is gone. */
    Optional<Map<String, Object>> find(
            Realm realm, UUID account, String clientId, Set<String> scopes, Map<String, ClaimRequest> asked) {
        Wanted wanted = new Wanted(scopes, asked, asked.isEmpty() ? Set.of() : allowed(realm, clientId));
        return people.find(realm, account, addressIn(realm)).map(profile -> told(profile, wanted));
    }

    private Set<String> allowed(Realm realm, String clientId) {
        return clients.findDefinition(realm, clientId)
                .map(client -> Set.copyOf(client.scopes()))
                .orElse(Set.of());
    }

    private Map<String, Object> told(Profile profile, Wanted wanted) {
        Map<String, Object> claims = new LinkedHashMap<>();
        profiles.claims(profile).forEach((name, value) -> wanted.tell(claims, name, () -> value));
        wanted.tell(claims, StandardClaimNames.NAME, profile::displayName);
        wanted.tell(claims, StandardClaimNames.PREFERRED_USERNAME, profile::userName);
        wanted.tell(
                claims, StandardClaimNames.UPDATED_AT, () -> profile.updatedAt().getEpochSecond());
        wanted.tell(claims, StandardClaimNames.LOCALE, profile::locale);
        if (profile.hasPhone()) {
            wanted.tell(claims, StandardClaimNames.PHONE_NUMBER, () -> profiles.phone(profile));
            wanted.tell(claims, StandardClaimNames.PHONE_NUMBER_VERIFIED, profile::phoneVerified);
        }
        if (profile.hasEmail()) {
            wanted.tell(claims, StandardClaimNames.EMAIL, () -> profiles.email(profile));
            wanted.tell(claims, StandardClaimNames.EMAIL_VERIFIED, profile::emailVerified);
        }
        if (!profile.attributes().isEmpty()) {
            wanted.tell(claims, StandardClaimNames.ADDRESS, profile::attributes);
        }
        return claims;
    }

    /** An address is there when the realm keeps one: attributes called like the claim's members, none of them sensitive. */
    private static Set<String> addressIn(Realm realm) {
        return realm.definition().attributes().stream()
                .filter(attribute -> attribute.type() == AttributeType.STRING && !attribute.sensitive())
                .map(AttributeDefinition::name)
                .filter(ADDRESS_MEMBERS::contains)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * What a client may know and wants to.
     *
     * @param allowed the scopes it may have
     */
    private record Wanted(Set<String> scopes, Map<String, ClaimRequest> asked, Set<String> allowed) {

        /** A value is only looked at, and what is sealed only opened, when it may be told. */
        void tell(Map<String, Object> claims, String name, Supplier<@Nullable Object> known) {
            boolean byScope = scopes.contains(scopeOf(name));
            ClaimRequest request = byScope ? null : asked.get(name);
            if (!byScope && (request == null || !isAllowed(name))) {
                return;
            }
            Object value = known.get();
            if (value != null && (request == null || request.accepts(value))) {
                claims.put(name, value);
            }
        }

        private boolean isAllowed(String name) {
            return ClaimScopes.find(name).filter(allowed::contains).isPresent();
        }

        /** What a realm adds to a person belongs to their profile. */
        private static String scopeOf(String claim) {
            return ClaimScopes.find(claim).orElse(OidcScopes.PROFILE);
        }
    }
}
