package org.gatehouse.server.tokens;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.devices.Devices;
import org.gatehouse.server.network.NetworkRules;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The framework's authorization service over {@link TokenFamilies}. The framework finds, checks, mints and saves without
 * a lock; here {@link #save} is where a race is decided, by a conditional write that throws {@code invalid_grant} for all
 * but one.
 */
@Component
public class AuthorizationStore implements OAuth2AuthorizationService {

    /** The family an authorization was loaded from, at the generation that was presented. */
    static final String FAMILY = TokenFamily.class.getName();

    private static final OAuth2Error SESSION_OVER =
            new OAuth2Error("login_required", "The sign-in ended while this request was being answered.", null);

    private final TokenFamilies families;
    private final Devices devices;
    private final SignedOutClients clients;
    private final RevokedTokens revoked;
    private final PresentedTokens presented;
    private final TokenFormat format;
    private final JwtDecoder accessTokens;
    private final Authorizations authorizations;
    private final ReplayNotices notices;
    private final NetworkRules networks;
    private final StillDemanded demanded;
    private final TokenTrail trail;
    private final TransactionTemplate transactions;
    private final Clock clock;

    AuthorizationStore(
            TokenFamilies families,
            Devices devices,
            SignedOutClients clients,
            RevokedTokens revoked,
            PresentedTokens presented,
            TokenFormat format,
            JwtDecoder accessTokens,
            Authorizations authorizations,
            ReplayNotices notices,
            NetworkRules networks,
            StillDemanded demanded,
            TokenTrail trail,
            TransactionTemplate transactions,
            Clock clock) {
        this.families = families;
        this.devices = devices;
        this.clients = clients;
        this.revoked = revoked;
        this.presented = presented;
        this.format = format;
        this.accessTokens = accessTokens;
        this.authorizations = authorizations;
        this.notices = notices;
        this.networks = networks;
        this.demanded = demanded;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void save(OAuth2Authorization authorization) {
        Realm realm = CurrentRequest.currentRealm();
        TokenFamily family = authorization.getAttribute(FAMILY);
        if (isInvalidated(authorization.getRefreshToken())) {
            endFamily(realm, family);
        } else if (isInvalidated(authorization.getAccessToken())) {
            revoke(realm, family, authorization, requireNonNull(authorization.getAccessToken()));
        } else if (AuthorizationGrantType.CLIENT_CREDENTIALS.equals(authorization.getAuthorizationGrantType())) {
            // nothing to keep: the token verifies by its signature
            trail.issuedToClient(realm, authorization.getRegisteredClientId(), authorization.getAuthorizedScopes());
        } else if (family == null) {
            begin(realm, authorizations.newFamily(realm, authorization), Authorizations.epoch(authorization));
        } else if (family.redeemedAt() == null) {
            redeem(realm, family, authorization);
        } else if (keepsItsToken(family)) {
            use(realm, family);
        } else {
            rotate(realm, family);
        }
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        endFamily(CurrentRequest.currentRealm(), authorization.getAttribute(FAMILY));
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        Realm realm = CurrentRequest.currentRealm();
        return families.find(realm, UUID.fromString(id))
                .filter(this::isLive)
                .map(family -> authorizations.ofFamily(realm, family).build())
                .orElse(null);
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        Realm realm = CurrentRequest.currentRealm();
        String kind = type == null ? "" : type.getValue();
        return switch (kind) {
            case OAuth2ParameterNames.CODE -> findByCode(realm, token).orElse(null);
            case OAuth2ParameterNames.REFRESH_TOKEN ->
                findByRefresh(realm, token).orElse(null);
            case OAuth2ParameterNames.ACCESS_TOKEN -> findByAccess(realm, token).orElse(null);
            case "" -> inspect(realm, token).orElse(null);
            default -> null;
        };
    }

    private Optional<OAuth2Authorization> findByCode(Realm realm, String code) {
        Optional<TokenFamily> found = format.familyOfCode(code)
                .flatMap(id -> families.find(realm, id))
                .filter(family -> MessageDigest.isEqual(family.codeHash(), TokenFormat.hash(code)));
        if (found.isPresent() && found.get().redeemedAt() != null) {
            replayed(realm, found.get(), Replay.CODE);
            throw refused("The code was used before.");
        }
        if (found.isPresent() && !clock.instant().isBefore(found.get().codeExpiresAt())) {
            throw refused("The code has expired.");
        }
        if (found.isPresent() && !isLive(found.get())) {
            throw refused("The sign-in the code came from is over.");
        }
        return found.map(family -> authorizations
                .ofFamily(realm, family)
                .token(new OAuth2AuthorizationCode(code, family.authTime(), family.codeExpiresAt()))
                .build());
    }

    /** For introspection and revocation: looking at a token that was rotated is no replay, and revoking it still counts. */
    private Optional<OAuth2Authorization> inspect(Realm realm, String token) {
        Optional<TokenFormat.Refresh> refresh = format.openRefresh(realm, token);
        return refresh.isEmpty()
                ? findByAccess(realm, token)
                : refresh.flatMap(opened -> families.find(realm, opened.family()))
                        .filter(this::isLive)
                        .map(family -> ofRefresh(
                                realm,
                                family,
                                token,
                                refresh.get().generation() != family.generation() || family.redeemedAt() == null));
    }

    private OAuth2Authorization ofRefresh(Realm realm, TokenFamily family, String token, boolean rotated) {
        OAuth2RefreshToken refresh = new OAuth2RefreshToken(token, family.authTime(), family.expiresAt());
        return authorizations
                .ofFamily(realm, family)
                .token(refresh, metadata -> metadata.put(OAuth2Authorization.Token.INVALIDATED_METADATA_NAME, rotated))
                .build();
    }

    private Optional<OAuth2Authorization> findByRefresh(Realm realm, String token) {
        Optional<TokenFormat.Refresh> refresh = format.openRefresh(realm, token);
        Optional<TokenFamily> found =
                refresh.flatMap(opened -> families.find(realm, opened.family())).filter(this::isLive);
        if (refresh.isEmpty()) {
            return Optional.empty();
        }
        if (found.isEmpty()) {
            throw refused("What the refresh token belongs to has ended.");
        }
        TokenFamily family = found.get();
        int presented = refresh.get().generation();
        if (presented != family.generation() && !isRetry(family, presented)) {
            replayed(realm, family, Replay.REFRESH_TOKEN);
            throw refused("The refresh token was used before.");
        }
        boolean ownDevice = Authorizations.isOfPublicClient(realm, family);
        if (ownDevice) {
            requireKey(family);
            requireNetwork(realm, family);
        }
        requireDone(realm, family, ownDevice);
        return Optional.of(ofRefresh(realm, family.atGeneration(presented), token, false));
    }

    private Optional<OAuth2Authorization> findByAccess(Realm realm, String token) {
        Jwt jwt = decode(accessTokens, token).orElse(null);
        String jti = jwt == null ? null : jwt.getId();
        if (jwt == null || jti == null) {
            return Optional.empty();
        }
        Optional<UUID> familyId = format.familyOfJti(jti);
        if (familyId.isEmpty()) {
            return presented.isRevoked(realm, jti) ? Optional.empty() : authorizations.ofService(jwt);
        }
        return presented
                .family(realm, familyId.get(), jti)
                .filter(this::isLive)
                .flatMap(family -> authorizations.ofAccess(realm, family, jwt));
    }

    private static Optional<Jwt> decode(JwtDecoder decoder, String token) {
        try {
            return Optional.of(decoder.decode(token));
        } catch (JwtException ex) {
            return Optional.empty();
        }
    }

    private void begin(Realm realm, TokenFamily family, int epoch) {
        UUID device = family.device();
        if (device == null) {
            insert(realm, family, epoch);
        } else {
            // together: what ends everything in between would else remove the one and miss the other
            transactions.executeWithoutResult(status -> {
                insert(realm, family, epoch);
                devices.expect(
                        realm,
                        device,
                        family.account(),
                        family.clientId(),
                        family.sessionReference(),
                        family.codeExpiresAt());
            });
        }
    }

    private void insert(Realm realm, TokenFamily family, int epoch) {
        if (!families.insert(realm, family, epoch)) {
            throw new OAuth2AuthorizationCodeRequestAuthenticationException(SESSION_OVER, null);
        }
        trail.codeIssued(realm, family);
    }

    private void redeem(Realm realm, TokenFamily family, OAuth2Authorization authorization) {
        if (authorization.getAccessToken() == null) {
            replayed(realm, family, Replay.CODE_OF_ANOTHER_CLIENT); // burnt: nothing was issued for it
            return;
        }
        requireKey(family);
        boolean redeemed = family.device() == null
                ? redeem(realm, family)
                : Boolean.TRUE.equals(transactions.execute(status -> redeem(realm, family)));
        if (!redeemed) {
            replayed(realm, family, Replay.CODE);
            throw refused("The code was used before.");
        }
    }

    private boolean redeem(Realm realm, TokenFamily family) {
        Instant end = authorizations.familyEnd(realm, family);
        if (!families.redeem(realm, family.id(), end, sender(realm, family))) {
            return false;
        }
        UUID device = family.device();
        if (device != null && !devices.register(realm, device, end, family.person())) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT); // undoes the redemption
        }
        trail.issued(realm, family);
        return true;
    }

    private void rotate(Realm realm, TokenFamily presented) {
        if (!families.rotate(realm, presented.id(), presented.generation(), sender(realm, presented))) {
            requireRetry(realm, presented);
        }
        trail.refreshed(realm, presented);
    }

    private boolean keepsItsToken(TokenFamily family) {
        return authorizations
                .findClient(family.clientId())
                .filter(client -> client.getTokenSettings().isReuseRefreshTokens())
                .isPresent();
    }

    /** A client that is held to it that its token is worth nothing without its keys need not be given another. */
    private void use(Realm realm, TokenFamily presented) {
        if (!families.use(realm, presented.id(), presented.generation(), sender(realm, presented))) {
            throw refused("What was granted has ended.");
        }
        trail.refreshed(realm, presented);
    }

    /** Somebody rotated first. Within the retry window both get the same successor: still one lineage. */
    private void requireRetry(Realm realm, TokenFamily presented) {
        Optional<TokenFamily> now = families.find(realm, presented.id()).filter(TokenFamily::live);
        if (now.filter(family -> isRetry(family, presented.generation())).isEmpty()) {
            now.ifPresent(family -> replayed(realm, family, Replay.REFRESH_TOKEN));
            throw refused("The refresh token was used before.");
        }
    }

    /** RFC 9449 sections 5 and 10: what is bound to a key is nothing in other hands, and stays good in the right ones. */
    private static void requireKey(TokenFamily family) {
        String bound = family.terms().keyThumbprint();
        if (bound != null && !bound.equals(SenderKey.current().orElse(null))) {
            throw new OAuth2AuthenticationException(new OAuth2Error(
                    OAuth2ErrorCodes.INVALID_GRANT, "This is bound to a key that was not proven.", null));
        }
    }

    /**
     * The person's own device asks, so it is where they are; what an app's own server asks comes from there. Nothing ends:
     * whoever comes back may go on.
     */
    private void requireNetwork(Realm realm, TokenFamily family) {
        String address = CurrentRequest.get().address();
        if (!networks.allows(realm, family.account(), family.clientId(), address)) {
            throw refused("The realm's network rules let nobody go on from there.");
        }
    }

    /** What is demanded anew is done on a page; nothing ends, and the next authorization request leads there. */
    private void requireDone(Realm realm, TokenFamily family, boolean ownDevice) {
        demanded.of(realm, Authorizations.person(realm, family), family.clientId(), ownDevice)
                .ifPresent(what -> {
                    throw refused(what + " An authorization request leads there.");
                });
    }

    private static Sender sender(Realm realm, TokenFamily family) {
        String key = SenderKey.current().orElse(null);
        return new Sender(key, Authorizations.isOfPublicClient(realm, family) ? key : null);
    }

    /** By whoever did not get the answer: the same sender, shortly after. */
    private boolean isRetry(TokenFamily family, int presented) {
        Instant rotatedAt = family.rotatedAt();
        return presented == family.generation() - 1
                && rotatedAt != null
                && Objects.equals(family.senderThumbprint(), SenderKey.current().orElse(null))
                && !clock.instant().isAfter(rotatedAt.plus(TokenLifetime.RETRY));
    }

    private void replayed(Realm realm, TokenFamily family, Replay replay) {
        transactions.executeWithoutResult(status -> {
            if (end(realm, family, replay.reason(), Party.system())) {
                if (replay.endsASignIn()) {
                    notices.add(realm, family.account(), family.clientId());
                    clients.ofFamilies(realm, family.account(), List.of(family.ended()));
                }
                trail.replayed(realm, family, replay.reason());
            }
        });
    }

    private boolean end(Realm realm, TokenFamily family, String reason, Party actor) {
        boolean ended = families.end(realm, family.id(), reason);
        UUID device = family.device();
        if (ended && device != null) {
            devices.remove(realm, family.account(), Set.of(device), actor, reason);
        }
        return ended;
    }

    private void revoke(
            Realm realm,
            @Nullable TokenFamily family,
            OAuth2Authorization authorization,
            OAuth2Authorization.Token<OAuth2AccessToken> access) {
        String jti = String.valueOf(requireNonNull(access.getClaims()).get("jti"));
        revoked.add(realm, jti, requireNonNull(access.getToken().getExpiresAt()));
        if (family == null) {
            trail.revokedOfClient(realm, authorization.getRegisteredClientId());
        } else {
            trail.revoked(realm, family);
        }
    }

    private void endFamily(Realm realm, @Nullable TokenFamily family) {
        if (family != null) {
            transactions.executeWithoutResult(status -> {
                if (end(realm, family, "revoked", family.person())) {
                    trail.revoked(realm, family);
                }
            });
        }
    }

    /** The framework would refuse as well, and say nothing of why. */
    private static OAuth2AuthenticationException refused(String why) {
        return new OAuth2AuthenticationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_GRANT, why, null));
    }

    /** Not ended, and its client still registered. */
    private boolean isLive(TokenFamily family) {
        return family.live() && authorizations.findClient(family.clientId()).isPresent();
    }

    private static boolean isInvalidated(OAuth2Authorization.@Nullable Token<?> token) {
        return token != null && token.isInvalidated();
    }
}
