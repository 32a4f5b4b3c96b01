package org.gatehouse.server.tokens;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.PersonalData;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.StandardClaimNames;

/** The claims a scope stands for (OIDC Core section 5.4): what was not asked for is not told. */
final class PersonClaims {

    private static final Map<String, String> SCOPE_OF = Map.of(
            StandardClaimNames.PHONE_NUMBER, OidcScopes.PHONE,
            StandardClaimNames.PHONE_NUMBER_VERIFIED, OidcScopes.PHONE,
            StandardClaimNames.ADDRESS, OidcScopes.ADDRESS);

    private PersonClaims() {}

    static Map<String, Object> of(Account account, PersonalData personal, Set<String> scopes) {
        Map<String, Object> claims = new LinkedHashMap<>();
        personal.claims().forEach((name, value) -> {
            if (scopes.contains(SCOPE_OF.getOrDefault(name, OidcScopes.PROFILE))) {
                claims.put(name, value);
            }
        });
        if (scopes.contains(OidcScopes.PROFILE)) {
            claims.put(StandardClaimNames.NAME, account.displayName());
            claims.put(StandardClaimNames.PREFERRED_USERNAME, account.userName());
            String locale = account.locale();
            if (locale != null) {
                claims.put(StandardClaimNames.LOCALE, locale);
            }
        }
        String phone = personal.phone();
        if (scopes.contains(OidcScopes.PHONE) && phone != null) {
            claims.put(StandardClaimNames.PHONE_NUMBER, phone);
            claims.put(StandardClaimNames.PHONE_NUMBER_VERIFIED, account.phoneVerified());
        }
        String email = personal.email();
        if (scopes.contains(OidcScopes.EMAIL) && email != null) {
            claims.put(StandardClaimNames.EMAIL, email);
            claims.put(StandardClaimNames.EMAIL_VERIFIED, account.emailVerified());
        }
        return claims;
    }
}
