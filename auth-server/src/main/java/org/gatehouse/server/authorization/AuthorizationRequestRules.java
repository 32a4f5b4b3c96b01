package org.gatehouse.server.authorization;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.gatehouse.realm.RedirectUris;
import org.gatehouse.server.claims.ClaimRequest;
import org.gatehouse.server.claims.InvalidClaimsException;
import org.gatehouse.server.claims.RequestedClaims;
import org.gatehouse.server.session.Assurance;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationValidator;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * What an authorization request must satisfy beyond the framework's own checks: its redirect URI is compared by the one
 * function the realm file is validated with. When it is in doubt, nobody is redirected anywhere (RFC 6749 section
 * 4.1.2.1). What is not offered is refused, because who asks for it would rely on it.
 */
@Component
class AuthorizationRequestRules implements Consumer<OAuth2AuthorizationCodeRequestAuthenticationContext> {

    private static final Set<String> PROMPTS = Set.of("none", "login", "consent", "select_account");

    /** RFC 7636 section 4.2: the unpadded base64url of a SHA-256. */
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    /** A hash of anything fits, and what comes back in every ID token stays small. */
    private static final int MAX_NONCE = 512;

    private final RequestedPersons persons;
    private final List<ProtocolFeature> features;

    AuthorizationRequestRules(RequestedPersons persons, List<ProtocolFeature> features) {
        this.persons = persons;
        this.features = features;
    }

    @Override
    public void accept(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
        String presented = request.getRedirectUri();
        if (!StringUtils.hasText(presented)) {
            throw refused("redirect_uri is missing.", request);
        }
        boolean registered = context.getRegisteredClient().getRedirectUris().stream()
                .anyMatch(uri -> RedirectUris.matches(uri, presented));
        if (!registered) {
            throw refused("redirect_uri is not registered for this client.", request);
        }
        checkParameters(request);
        checkClaims(request);
        if (!persons.isHintRight(request)) {
            throw answered(
                    OAuth2ErrorCodes.INVALID_REQUEST, "id_token_hint is no ID token this client got here.", request);
        }
        OAuth2AuthorizationCodeRequestAuthenticationValidator.DEFAULT_SCOPE_VALIDATOR.accept(context);
        features.forEach(feature -> feature.check(context));
    }

    /** What is asked about the person must be readable, and what is essential must be possible. */
    private static void checkClaims(OAuth2AuthorizationCodeRequestAuthenticationToken request) {
        try {
            Optional<ClaimRequest> acr =
                    RequestedClaims.parse(parameter(request, "claims").orElse(null)).acr();
            boolean impossible = acr.filter(asked -> asked.essential() && !asked.values().isEmpty())
                    .filter(asked -> asked.texts().stream()
                            .noneMatch(value -> Assurance.find(value).isPresent()))
                    .isPresent();
            if (impossible) {
                throw new OAuth2AuthorizationCodeRequestAuthenticationException(
                        UnmetRequirements.error("No sign-in here has an acr of the essential ones."), request);
            }
        } catch (InvalidClaimsException ex) {
            throw answered(OAuth2ErrorCodes.INVALID_REQUEST, ex.getMessage(), request);
        }
    }

    private static void checkParameters(OAuth2AuthorizationCodeRequestAuthenticationToken request) {
        if (parameter(request, "request").isPresent()) {
            throw answered("request_not_supported", "Request objects are not offered.", request);
        }
        String redirectUri = String.valueOf(request.getRedirectUri());
        check(request, "response_mode", mode -> ResponseMode.find(mode)
                .filter(known -> known.reaches(redirectUri))
                .isPresent());
        check(request, "nonce", nonce -> nonce.length() <= MAX_NONCE);
        check(request, "prompt", AuthorizationRequestRules::isPrompt);
        check(request, "max_age", SECONDS.asMatchPredicate());
        check(request, PkceParameterNames.CODE_CHALLENGE, CHALLENGE.asMatchPredicate());
    }

    private static void check(
            OAuth2AuthorizationCodeRequestAuthenticationToken request, String name, Predicate<String> isRight) {
        if (parameter(request, name).filter(isRight.negate()).isPresent()) {
            throw answered(OAuth2ErrorCodes.INVALID_REQUEST, "The value of this is not offered: " + name + ".", request);
        }
    }

    private static boolean isPrompt(String value) {
        List<String> prompts = List.of(value.split(" "));
        return PROMPTS.containsAll(prompts) && (prompts.size() == 1 || !prompts.contains("none"));
    }

    /** Empty means omitted (RFC 6749 section 3.1). */
    private static Optional<String> parameter(OAuth2AuthorizationCodeRequestAuthenticationToken request, String name) {
        Object value = request.getAdditionalParameters().get(name);
        return Optional.ofNullable(value).map(Object::toString).filter(text -> !text.isEmpty());
    }

    /** Answered to the client: its redirect URI is known to be its own. */
    private static OAuth2AuthorizationCodeRequestAuthenticationException answered(
            String code, @Nullable String why, OAuth2AuthorizationCodeRequestAuthenticationToken request) {
        return new OAuth2AuthorizationCodeRequestAuthenticationException(new OAuth2Error(code, why, null), request);
    }

    private static OAuth2AuthorizationCodeRequestAuthenticationException refused(
            String why, OAuth2AuthorizationCodeRequestAuthenticationToken request) {
        OAuth2Error error = new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, why, null);
        return new OAuth2AuthorizationCodeRequestAuthenticationException(error, withoutRedirect(request));
    }

    private static OAuth2AuthorizationCodeRequestAuthenticationToken withoutRedirect(
            OAuth2AuthorizationCodeRequestAuthenticationToken request) {
        return new OAuth2AuthorizationCodeRequestAuthenticationToken(
                request.getAuthorizationUri(),
                request.getClientId(),
                (Authentication) request.getPrincipal(),
                null,
                request.getState(),
                request.getScopes(),
                request.getAdditionalParameters());
    }
}
