package org.gatehouse.server.federation.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.OidcProvider;
import org.gatehouse.server.federation.UpstreamGroups;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.federation.UpstreamProfile;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads who somebody is from claims (OpenID Connect Core section 5.1), asking for more where a token says little. */
@Component
class OidcPeople {

    private final UpstreamUserInfo userInfo;

    OidcPeople(UpstreamUserInfo userInfo) {
        this.userInfo = userInfo;
    }

    UpstreamIdentity identity(
            Connection connection, OidcProvider provider, JWTClaimsSet token, @Nullable String accessToken) {
        String subject = Objects.requireNonNull(token.getSubject());
        Claims claims = new Claims(token.toJSONObject());
        if (accessToken != null && isMissing(connection, provider, claims)) {
            Map<String, Object> all = new HashMap<>(userInfo.ask(connection, subject, accessToken));
            if (claims.has("email")) {
                all.remove("email_verified"); // or one source would vouch for the other's address
            }
            all.putAll(signed(token, claims)); // what is signed comes first
            claims = new Claims(all);
        }
        return identity(connection, provider, Objects.requireNonNull(token.getIssuer()), subject, claims);
    }

    /** A word on an address counts for the address beside it. */
    private static Map<String, Object> signed(JWTClaimsSet token, Claims claims) {
        Map<String, Object> said = new HashMap<>(token.toJSONObject());
        if (!claims.has("email")) {
            said.remove("email_verified");
        }
        return said;
    }

    private static boolean isMissing(Connection connection, OidcProvider provider, Claims claims) {
        List<String> wanted = new ArrayList<>(List.of("email", "name"));
        if (!connection.roles().isEmpty()) {
            wanted.add(provider.rolesClaim());
        }
        if (!connection.groups().isEmpty()) {
            wanted.add(provider.groupsClaim());
        }
        return wanted.stream().anyMatch(name -> !claims.has(name));
    }

    private static UpstreamIdentity identity(
            Connection connection, OidcProvider provider, String issuer, String subject, Claims claims) {
        return new UpstreamIdentity(
                connection.alias(),
                issuer,
                subject,
                null,
                profile(provider, claims),
                hasSecondFactor(provider, claims),
                claims.moment("auth_time"),
                claims.text("sid"),
                claims.all());
    }

    private static UpstreamProfile profile(OidcProvider provider, Claims claims) {
        return new UpstreamProfile(
                false,
                claims.text("preferred_username"),
                claims.name(),
                claims.text("email"),
                claims.isTrue("email_verified"),
                claims.text("locale"),
                new HashSet<>(claims.texts(provider.rolesClaim())),
                UpstreamGroups.inToken(new HashSet<>(claims.texts(provider.groupsClaim()))));
    }

    /** Only by what the realm file says is one; a provider's word for it is not taken unasked. */
    private static boolean hasSecondFactor(OidcProvider provider, Claims claims) {
        String context = claims.text("acr");
        return context != null && provider.trustedAcr().contains(context)
                || !Collections.disjoint(provider.trustedAmr(), claims.texts("amr"));
    }
}
