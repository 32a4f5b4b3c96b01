package org.gatehouse.server.authorization;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.server.claims.ClaimRequest;
import org.gatehouse.server.claims.RequestedClaims;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.Assurance;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;

/**
 * What a validated authorization request wants of the sign-in (OIDC Core sections 3.1.2.1 and 5.5.1).
 *
 * @param prompts what the person is to be asked whatever is known
 * @param maxAge how long ago the sign-in may be; empty means any time
 * @param assurance to ask for
 * @param required without which there is no answer; one factor when nothing is essential
 * @param subjects who it must be; none means anybody, several nobody
 */
record SignInWishes(
        Set<String> prompts, Optional<Duration> maxAge, Assurance assurance, Assurance required, Set<String> subjects) {

    static SignInWishes of(OAuth2AuthorizationCodeRequestAuthenticationToken asked, Collection<String> hinted) {
        Map<String, Object> parameters = asked.getAdditionalParameters();
        RequestedClaims claims = RequestedClaims.stored((String) parameters.get("claims"));
        Assurance required = claims.acr()
                .filter(ClaimRequest::essential)
                .map(acr -> Assurance.wanted(String.join(" ", acr.texts())))
                .orElse(Assurance.SINGLE_FACTOR);
        Set<String> subjects = new LinkedHashSet<>(hinted);
        subjects.addAll(claims.subjects());
        return new SignInWishes(
                words(parameters.get("prompt")),
                maxAge(parameters).or(() -> CurrentRequest.currentRealm().defaultMaxAge(asked.getClientId())),
                wanted(parameters, claims),
                required,
                subjects);
    }

    boolean forbidsAsking() {
        return prompts.contains("none");
    }

    /** Whether a sign-in is asked for whoever is signed in. */
    boolean wantsNewSignIn() {
        return prompts.contains("login") || prompts.contains("select_account");
    }

    /** An essential claim goes before {@code acr_values}, and those before a voluntary one. */
    private static Assurance wanted(Map<String, Object> parameters, RequestedClaims claims) {
        String byClaim = claims.acr().map(acr -> String.join(" ", acr.texts())).orElse("");
        boolean essential = claims.acr().filter(ClaimRequest::essential).isPresent();
        Object byParameter = parameters.get("acr_values");
        return Assurance.wanted(essential || byParameter == null ? byClaim : byParameter.toString());
    }

    private static Set<String> words(@Nullable Object text) {
        return text == null
                ? Set.of()
                : Set.copyOf(Arrays.asList(text.toString().split(" ")));
    }

    private static Optional<Duration> maxAge(Map<String, Object> parameters) {
        return Optional.ofNullable(parameters.get("max_age"))
                .map(Object::toString)
                .filter(text -> !text.isEmpty())
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }
}
