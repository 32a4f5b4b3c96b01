package org.gatehouse.server.authorization;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.server.network.NetworkRules;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.Assurance;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.PendingRequest;
import org.gatehouse.server.signin.PendingRequests;
import org.gatehouse.server.signin.Sufficiency;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Between a valid authorization request and its answer: what must the person still do? Sign in, sign in afresh ({@code
 * prompt=login}, {@code max_age}), give a second factor ({@code acr_values}, policy), or allow the client. The request is
 * remembered and sent again afterwards; with {@code prompt=none} nothing is asked and the client gets the error.
 */
final class InteractionFilter extends OncePerRequestFilter {

    private static final String SIGN_IN = "sign-in";
    private static final String CONSENT = "consent";

    private final PendingRequests pendingRequests;
    private final Consents consents;
    private final AuthorizationResponses responses;
    private final Sufficiency sufficiency;
    private final NetworkRules networks;
    private final Clock clock;

    InteractionFilter(
            PendingRequests pendingRequests,
            Consents consents,
            AuthorizationResponses responses,
            Sufficiency sufficiency,
            NetworkRules networks,
            Clock clock) {
        this.pendingRequests = pendingRequests;
        this.consents = consents;
        this.responses = responses;
        this.sufficiency = sufficiency;
        this.networks = networks;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Object validated = request.getAttribute(OAuth2AuthorizationCodeRequestAuthenticationToken.class.getName());
        if (!(validated instanceof OAuth2AuthorizationCodeRequestAuthenticationToken asked)) {
            chain.doFilter(request, response);
            return;
        }
        if (comesFromElsewhere(asked)) {
            responses.notFromHere(request, response, asked);
            return;
        }
        Optional<String> page = page(request, asked);
        if (page.isPresent() && prompts(asked).contains("none")) {
            responses.interactionRequired(request, response, asked, page.get().equals(CONSENT));
        } else if (page.isPresent()) {
            interact(request, response, asked, page.get());
        } else {
            pendingRequests
                    .findByQuery(request, AuthorizationQuery.of(request))
                    .ifPresent(done -> pendingRequests.remove(request, done));
            chain.doFilter(request, response);
        }
    }

    /** Where the client may be used from somewhere else only. */
    private boolean comesFromElsewhere(OAuth2AuthorizationCodeRequestAuthenticationToken asked) {
        CurrentRequest current = CurrentRequest.get();
        return SignedIn.current()
                .filter(person -> !networks.allows(
                        CurrentRequest.currentRealm(), person.account(), asked.getClientId(), current.address()))
                .isPresent();
    }

    /** The page the person has to see first, if any. */
    private Optional<String> page(HttpServletRequest request, OAuth2AuthorizationCodeRequestAuthenticationToken asked) {
        Optional<SignedInAccount> person = SignedIn.current();
        Optional<PendingRequest> pending = pendingRequests.findByQuery(request, AuthorizationQuery.of(request));
        if (person.isEmpty()
                || !isFreshEnough(person.get(), asked, pending)
                || !isEnough(person.get(), asked, pending)) {
            return Optional.of(SIGN_IN);
        }
        Instant since = prompts(asked).contains("consent")
                ? pending.map(PendingRequest::requestedAt).orElse(Instant.MAX)
                : Instant.MIN;
        boolean allowed = consents.covers(
                CurrentRequest.currentRealm(), person.get().account(), asked.getClientId(), asked.getScopes(), since);
        return allowed ? Optional.empty() : Optional.of(CONSENT);
    }

    /** What a client asks for beyond the realm's policy is asked once: who cannot give it gets what they have. */
    private boolean isEnough(
            SignedInAccount person,
            OAuth2AuthorizationCodeRequestAuthenticationToken asked,
            Optional<PendingRequest> pending) {
        boolean wasAsked = pending.filter(waiting -> waiting.isProvenBy(person)).isPresent();
        return sufficiency.isEnough(
                CurrentRequest.currentRealm(),
                person,
                asked.getClientId(),
                wasAsked ? Assurance.SINGLE_FACTOR : assurance(asked));
    }

    private boolean isFreshEnough(
            SignedInAccount person,
            OAuth2AuthorizationCodeRequestAuthenticationToken asked,
            Optional<PendingRequest> pending) {
        if (pending.filter(waiting -> waiting.isAnsweredBy(person)).isPresent()) {
            return true;
        }
        if (prompts(asked).contains("login") || prompts(asked).contains("select_account")) {
            return false;
        }
        return maxAge(asked)
                .map(age -> !clock.instant().isAfter(person.authTime().plus(age)))
                .orElse(true);
    }

    private void interact(
            HttpServletRequest request,
            HttpServletResponse response,
            OAuth2AuthorizationCodeRequestAuthenticationToken asked,
            String page)
            throws IOException {
        PendingRequest pending = pendingRequests
                .findByQuery(request, AuthorizationQuery.of(request))
                .orElseGet(() -> {
                    PendingRequest created = pending(request, asked);
                    pendingRequests.add(request, created);
                    return created;
                });
        response.sendRedirect(
                "/realms/" + CurrentRequest.currentRealm().name() + "/" + page + "?request=" + pending.id());
    }

    private PendingRequest pending(
            HttpServletRequest request, OAuth2AuthorizationCodeRequestAuthenticationToken asked) {
        String redirectUri = asked.getRedirectUri();
        if (redirectUri == null) {
            throw new IllegalStateException("A validated request has a redirect URI");
        }
        return new PendingRequest(
                UUID.randomUUID().toString(),
                AuthorizationQuery.of(request),
                asked.getClientId(),
                redirectUri,
                Set.copyOf(asked.getScopes()),
                asked.getState(),
                (String) asked.getAdditionalParameters().get("login_hint"),
                assurance(asked),
                SignedIn.current()
                        .filter(person -> isFreshEnough(person, asked, Optional.empty()))
                        .isEmpty(),
                clock.instant());
    }

    private static Assurance assurance(OAuth2AuthorizationCodeRequestAuthenticationToken asked) {
        Object values = asked.getAdditionalParameters().get("acr_values");
        return values == null ? Assurance.SINGLE_FACTOR : Assurance.wanted(values.toString());
    }

    private static Set<String> prompts(OAuth2AuthorizationCodeRequestAuthenticationToken asked) {
        Object prompt = asked.getAdditionalParameters().get("prompt");
        return prompt == null
                ? Set.of()
                : Set.copyOf(Arrays.asList(prompt.toString().split(" ")));
    }

    private static Optional<Duration> maxAge(OAuth2AuthorizationCodeRequestAuthenticationToken asked) {
        Object maxAge = asked.getAdditionalParameters().get("max_age");
        return Optional.ofNullable(maxAge)
                .map(Object::toString)
                .filter(text -> !text.isEmpty())
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .or(() -> CurrentRequest.currentRealm().defaultMaxAge(asked.getClientId()));
    }
}
