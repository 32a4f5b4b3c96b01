package org.gatehouse.server.tokens;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gatehouse.realm.AttributeType;
import org.gatehouse.server.claims.ClaimRequest;
import org.gatehouse.server.claims.ClaimScopes;
import org.gatehouse.server.clients.RealmClients;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.PersonalData;
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

    private final Accounts accounts;
    private final RealmClients clients;

    PersonClaims(Accounts accounts, RealmClients clients) {
        this.accounts = accounts;
        this.clients = clients;
    }

    /** Of the account as it is now; empty when it is gone. */
    Optional<Map<String, Object>> find(
            Realm realm, UUID account, String clientId, Set<String> scopes, Map<String, ClaimRequest> asked) {
        Set<String> allowed = clients.findDefinition(realm, clientId)
                .map(client -> Set.copyOf(client.scopes()))
                .orElse(Set.of());
        return accounts.find(realm, account).map(found -> {
            Map<String, Object> told = new LinkedHashMap<>();
            known(realm, found).forEach((name, value) -> {
                if (scopes.contains(scopeOf(name)) || isAsked(name, value, asked, allowed)) {
                    told.put(name, value);
                }
            });
            return told;
        });
    }

    private static boolean isAsked(
            String name, Object value, Map<String, ClaimRequest> asked, Set<String> allowed) {
        ClaimRequest request = asked.get(name);
        return request != null
                && ClaimScopes.find(name).filter(allowed::contains).isPresent()
                && request.accepts(value);
    }

    /** What a realm adds to a person belongs to their profile. */
    private static String scopeOf(String claim) {
        return ClaimScopes.find(claim).orElse(OidcScopes.PROFILE);
    }

    private Map<String, Object> known(Realm realm, Account account) {
        PersonalData personal = accounts.personalData(account);
        Map<String, Object> claims = new LinkedHashMap<>(personal.claims());
        claims.put(StandardClaimNames.NAME, account.displayName());
        claims.put(StandardClaimNames.PREFERRED_USERNAME, account.userName());
        claims.put(StandardClaimNames.UPDATED_AT, account.updatedAt().getEpochSecond());
        putIfKnown(claims, StandardClaimNames.LOCALE, account.locale());
        if (personal.phone() != null) {
            claims.put(StandardClaimNames.PHONE_NUMBER, personal.phone());
            claims.put(StandardClaimNames.PHONE_NUMBER_VERIFIED, account.phoneVerified());
        }
        if (personal.email() != null) {
            claims.put(StandardClaimNames.EMAIL, personal.email());
            claims.put(StandardClaimNames.EMAIL_VERIFIED, account.emailVerified());
        }
        Map<String, Object> address = address(realm, account);
        putIfKnown(claims, StandardClaimNames.ADDRESS, address.isEmpty() ? null : address);
        return claims;
    }

    /** An address is there when the realm keeps one: attributes called like the claim's members, none of them sensitive. */
    private Map<String, Object> address(Realm realm, Account account) {
        Set<String> kept = ADDRESS_MEMBERS.stream()
                .filter(name -> realm.definition()
                        .findAttribute(name)
                        .filter(attribute -> attribute.type() == AttributeType.STRING && !attribute.sensitive())
                        .isPresent())
                .collect(Collectors.toSet());
        if (kept.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> address = accounts.attributes(realm, account, Set.of());
        address.keySet().retainAll(kept);
        return address;
    }

    private static void putIfKnown(Map<String, Object> claims, String name, @Nullable Object value) {
        if (value != null) {
            claims.put(name, value);
        }
    }
}
