package org.gatehouse.server.federation.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.OidcProvider;
import org.gatehouse.server.federation.ProviderKind;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.federation.UpstreamRefusedException;
import org.gatehouse.server.session.Assurance;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A provider with one issuer, all of whose keys sign for it. */
@Component
class OidcKind implements ProviderKind {

    private final OidcPeople people;

    OidcKind(OidcPeople people) {
        this.people = people;
    }

    @Override
    public String kind() {
        return OidcProvider.KIND;
    }

    /** OpenID Connect Discovery 1.0 section 4.1. */
    @Override
    public URI metadataAddress(Connection connection) {
        String issuer = provider(connection).issuer();
        String bare = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return URI.create(bare + "/.well-known/openid-configuration");
    }

    /** Character by character (section 4.3). */
    @Override
    public boolean isIssuer(Connection connection, String metadataIssuer) {
        return provider(connection).issuer().equals(metadataIssuer);
    }

    @Override
    public Map<String, String> ask(Connection connection, Assurance wanted) {
        OidcProvider provider = provider(connection);
        return wanted == Assurance.SINGLE_FACTOR || provider.trustedAcr().isEmpty()
                ? Map.of()
                : Map.of("acr_values", String.join(" ", provider.trustedAcr()));
    }

    @Override
    public void checkIssuer(Connection connection, String metadataIssuer, JWTClaimsSet unverified) {
        if (!metadataIssuer.equals(unverified.getIssuer())) {
            throw new UpstreamRefusedException("wrong-issuer", "The token's `iss` is not the provider's issuer");
        }
    }

    @Override
    public boolean maySign(Map<String, Object> key, String metadataIssuer, JWTClaimsSet unverified) {
        return true;
    }

    @Override
    public String authority(Connection connection) {
        return provider(connection).issuer();
    }

    @Override
    public Optional<String> issuer(Connection connection, @Nullable String tenant) {
        return tenant == null ? Optional.of(provider(connection).issuer()) : Optional.empty();
    }

    @Override
    public UpstreamIdentity identity(Connection connection, JWTClaimsSet claims, @Nullable String accessToken) {
        return people.identity(connection, provider(connection), claims, accessToken);
    }

    static OidcProvider provider(Connection connection) {
        return (OidcProvider) connection.provider();
    }
}
