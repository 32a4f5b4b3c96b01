package org.gatehouse.server.federation.entraid;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.EntraId;
import org.gatehouse.realm.federation.Tenants;
import org.gatehouse.server.federation.ProviderKind;
import org.gatehouse.server.federation.ProviderMetadata;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.session.Assurance;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Microsoft Entra ID, version 2.0. Its metadata and keys are for every organisation at once: which of them a token is from
 * is read from the token, then held against the connection's list and the key that signed.
 */
@Component
class EntraIdKind implements ProviderKind {

    private final Clouds clouds;
    private final EntraPeople people;

    EntraIdKind(Clouds clouds, EntraPeople people) {
        this.clouds = clouds;
        this.people = people;
    }

    @Override
    public String kind() {
        return EntraId.KIND;
    }

    /** Of the tenant where there is one only: then nobody else can even sign in there. */
    @Override
    public URI metadataAddress(Connection connection) {
        return URI.create(clouds.of(connection).login() + "/" + endpoint(tenants(connection))
                + "/v2.0/.well-known/openid-configuration");
    }

    /** {@code organizations} leaves out personal accounts, {@code common} does not. */
    private static String endpoint(Tenants tenants) {
        if (tenants.any()) {
            return "common";
        }
        return isOne(tenants) ? tenants.ids().get(0) : "organizations";
    }

    private static boolean isOne(Tenants tenants) {
        return !tenants.any() && tenants.ids().size() == 1;
    }

    @Override
    public boolean isIssuer(Connection connection, String metadataIssuer) {
        Cloud cloud = clouds.of(connection);
        Tenants tenants = tenants(connection);
        String expected = isOne(tenants) ? cloud.issuer(tenants.ids().get(0)) : cloud.issuerTemplate();
        return expected.equals(metadataIssuer);
    }

    @Override
    public Map<String, String> ask(Connection connection, Assurance wanted) {
        Map<String, String> parameters = new HashMap<>();
        List<String> contexts = Clouds.entra(connection).trustedContexts();
        if (wanted != Assurance.SINGLE_FACTOR && !contexts.isEmpty()) {
            parameters.put("claims", essentialContext(contexts.get(0)));
        }
        if (EntraGroups.mayAskGraph(connection)) {
            parameters.put("scope", Graph.scope(clouds.of(connection)));
        }
        return parameters;
    }

    /** What makes Conditional Access ask for more (OpenID Connect Core section 5.5); Entra ID takes one value. */
    private static String essentialContext(String context) {
        return JSONObjectUtils.toJSONString(
                Map.of("id_token", Map.of("acrs", Map.of("essential", true, "value", context))));
    }

    @Override
    public void checkIssuer(Connection connection, String metadataIssuer, JWTClaimsSet unverified) {
        EntraClaims claims = new EntraClaims(unverified);
        if (!"2.0".equals(claims.text("ver"))) {
            throw Refusals.version();
        }
        String tenant = claims.text("tid");
        if (tenant == null || !EntraClaims.isGuid(tenant)) {
            throw Refusals.issuer("The token's `tid` is no tenant's id");
        }
        String expected = clouds.of(connection).issuer(tenant);
        if (!isIssuer(connection, metadataIssuer) || !expected.equals(unverified.getIssuer())) {
            throw Refusals.issuer("The token's `iss` is not that of its `tid` in the cloud of the connection");
        }
        checkTenant(tenants(connection), tenant);
    }

    /** The closed list is all that stands between a realm and everybody with an organisation of their own. */
    private static void checkTenant(Tenants tenants, String tenant) {
        boolean listed = tenants.ids().contains(tenant) && !tenant.equals(EntraId.PERSONAL_ACCOUNTS);
        if (!tenants.any() && !listed) {
            throw Refusals.tenant(tenant);
        }
    }

    /** Its {@code auth_time} is an optional claim of each application. */
    @Override
    public boolean saysWhen() {
        return false;
    }

    /** It goes by {@code logout_hint}, the optional claim {@code login_hint}. */
    @Override
    public boolean takesIdTokenHint() {
        return false;
    }

    /**
     * The set has keys of the tenant of personal accounts too, which must not sign for an organisation. Which a key may sign
     * for stands beside it.
     */
    @Override
    public boolean maySign(Map<String, Object> key, String metadataIssuer, JWTClaimsSet unverified) {
        Object signsFor = key.get("issuer");
        String issuer = unverified.getIssuer();
        if (signsFor == null || issuer == null) {
            return false;
        }
        return signsFor.equals(issuer) || signsFor.equals(template(issuer, unverified));
    }

    /** The issuer of many tenants that this one is of, or itself where it names no tenant. */
    private static String template(String issuer, JWTClaimsSet unverified) {
        String tenant = new EntraClaims(unverified).text("tid");
        return tenant == null || !EntraClaims.isGuid(tenant)
                ? issuer
                : issuer.replace("/" + tenant + "/", "/{tenantid}/");
    }

    /**
     * Its token endpoint, letter by letter. That is the tenant's at the cloud's own host, from metadata that were read there,
     * so it is for nobody else.
     */
    @Override
    public String assertionAudience(ProviderMetadata provider) {
        return provider.tokenEndpoint().toString();
    }

    @Override
    public boolean wantsNotBefore() {
        return true;
    }

    /** Its metadata do not say. */
    @Override
    public Set<String> assertionAlgorithms(ProviderMetadata provider) {
        return Set.of("PS256");
    }

    /**
     * The cloud, as realm files name it: its tenants share one door, which is Microsoft's own. Where the installation finds
     * that door is its own business, and another place after each start of a demo.
     */
    @Override
    public String authority(Connection connection) {
        return "https://" + clouds.of(connection).host();
    }

    @Override
    public Optional<String> issuer(Connection connection, @Nullable String tenant) {
        Tenants tenants = tenants(connection);
        String only = tenant == null && isOne(tenants) ? tenants.ids().get(0) : tenant;
        return Optional.ofNullable(only)
                .filter(EntraClaims::isGuid)
                .filter(id -> tenants.any() || tenants.ids().contains(id))
                .map(clouds.of(connection)::issuer);
    }

    @Override
    public Optional<String> tenant(Connection connection, String issuer) {
        String[] around = clouds.of(connection).issuerTemplate().split("\\{tenantid}", 2);
        boolean ours = issuer.startsWith(around[0]) && issuer.endsWith(around[1]);
        return Optional.of(issuer)
                .filter(text -> ours && text.length() > around[0].length() + around[1].length())
                .map(text -> text.substring(around[0].length(), text.length() - around[1].length()));
    }

    @Override
    public UpstreamIdentity identity(Connection connection, JWTClaimsSet claims, @Nullable String accessToken) {
        return people.identity(connection, new EntraClaims(claims), accessToken);
    }

    private static Tenants tenants(Connection connection) {
        return Clouds.entra(connection).tenants();
    }
}
