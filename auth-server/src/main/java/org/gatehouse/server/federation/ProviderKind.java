package org.gatehouse.server.federation;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.session.Assurance;
import org.jspecify.annotations.Nullable;

/**
 * How a kind of provider differs from others. What is the same for all is done around it: the code's redemption, the
 * signature with a key of the provider, {@code aud}, {@code azp}, {@code exp}, {@code nbf}, {@code iat} and {@code nonce}.
 */
public interface ProviderKind {

    /** As the realm file writes it. */
    String kind();

    /** Where the provider describes itself (OpenID Connect Discovery 1.0 section 4). */
    URI metadataAddress(Connection connection);

    /** Whether a metadata document found there is this connection's, by the issuer it names. */
    boolean isIssuer(Connection connection, String metadataIssuer);

    /**
     * What is asked of the provider beyond what is always asked.
     *
     * @param wanted how sure the sign-in has to be
     * @return parameters of the authorization request, for example {@code claims} or {@code acr_values}; {@code scope} holds
     *     scopes to ask for beside those always asked for
     */
    Map<String, String> ask(Connection connection, Assurance wanted);

    /**
     * Looks at who a token says it is from, before its signature is. What it says is not believed by this; it decides which
     * keys may have signed it.
     *
     * @param metadataIssuer of the metadata in force
     * @throws UpstreamRefusedException when no token of this issuer is accepted by the connection
     */
    void checkIssuer(Connection connection, String metadataIssuer, JWTClaimsSet unverified);

    /** Whether its tokens say when somebody signed in ({@code auth_time}) whenever an age is asked for. */
    default boolean saysWhen() {
        return true;
    }

    /** Whether it takes an ID token as the hint whom to sign out ({@code id_token_hint}). */
    default boolean takesIdTokenHint() {
        return true;
    }

    /**
     * Whether a key of the provider's set may sign for this issuer.
     *
     * @param key with every text it is published with, those of no standard too
     */
    boolean maySign(Map<String, Object> key, String metadataIssuer, JWTClaimsSet unverified);

    /**
     * For whom an assertion is by which this service shows who it is (RFC 7523 section 3): the issuer, which was checked, so
     * that no provider has one made for another.
     */
    default String assertionAudience(ProviderMetadata provider) {
        return provider.issuer();
    }

    /** Whether an assertion has to say since when it is good ({@code nbf}). */
    default boolean wantsNotBefore() {
        return false;
    }

    /** With which algorithms an assertion may be signed; RS256 is what a provider takes that does not say what it takes. */
    default Set<String> assertionAlgorithms(ProviderMetadata provider) {
        return provider.assertionAlgorithms().isEmpty() ? Set.of("RS256") : provider.assertionAlgorithms();
    }

    /** Who is sent the secret this service is known by: as long as this is the same, the secret is in the same hands. */
    String authority(Connection connection);

    /**
     * The issuer of people who come by the connection.
     *
     * @param tenant of a provider that has tenants; null means its only one
     * @return empty when the connection lets nobody in who is of it, or when there are several and none is named
     */
    Optional<String> issuer(Connection connection, @Nullable String tenant);

    /** The tenant an issuer is of; empty where the kind has none, or the issuer is not of the connection's provider. */
    default Optional<String> tenant(Connection connection, String issuer) {
        return Optional.empty();
    }

    /** Whether the connection lets people of this issuer in. */
    default boolean lets(Connection connection, String issuer) {
        return issuer(connection, tenant(connection, issuer).orElse(null))
                .filter(issuer::equals)
                .isPresent();
    }

    /**
     * Whom a token speaks for whose signature and audience are right.
     *
     * @param accessToken that came with it, for asking the provider more; null when none came
     * @throws UpstreamRefusedException when that is nobody who may come by this connection
     */
    UpstreamIdentity identity(Connection connection, JWTClaimsSet claims, @Nullable String accessToken);
}
