package org.gatehouse.server.authorization;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.network.NetworkRules;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.Assurance;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.PendingRequest;
import org.gatehouse.server.signin.PendingRequests;
import org.gatehouse.server.signin.Sufficiency;
import org.gatehouse.server.web.AskedLanguage;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Between a valid authorization request and its answer: what must the person still do? Sign in, sign in afresh ({@code
 * prompt=login}, {@code max_age}, somebody else is meant), give a second factor ({@code acr}, policy), or allow the client.
 * The request is remembered and sent again afterwards; with {@code prompt=none} nothing is asked and the client gets the
 * error, as it does when what it cannot do without was asked for in vain.
 */
final class InteractionFilter extends OncePerRequestFilter {

    private static final String SIGN_IN = "sign-in";
    private static final String CONSENT = "consent";

    private final PendingRequests pendingRequests;
    private final Consents consents;
    private final RequestedPersons persons;
    private final AuthorizationResponses responses;
    private final Sufficiency sufficiency;
    private final NetworkRules networks;
    private final Clock clock;

    InteractionFilter(
            PendingRequests pendingRequests,
            Consents consents,
            RequestedPersons persons,
            AuthorizationResponses responses,
            Sufficiency sufficiency,
            NetworkRules networks,
            Clock clock) {
        this.pendingRequests = pendingRequests;
        this.consents = consents;
        this.persons = persons;
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
        SignInWishes wishes = SignInWishes.of(asked, persons.hinted(asked));
        Optional<PendingRequest> pending = pendingRequests.findByQuery(request, AuthorizationQuery.of(request));
        Optional<OAuth2Error> unmet = unmet(asked, wishes, pending);
        if (unmet.isPresent()) {
            pending.ifPresent(over -> pendingRequests.remove(request, over));
            responses.error(request, response, asked, unmet.get());
            return;
        }
        Optional<String> page = page(asked, wishes, pending);
        if (page.isPresent() && wishes.forbidsAsking()) {
            responses.interactionRequired(request, response, asked, page.get().equals(CONSENT));
        } else if (page.isPresent()) {
            interact(request, response, asked, wishes, page.get());
        } else {
            pending.ifPresent(done -> pendingRequests.remove(request, done));
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

    /** What the client cannot do without, after the person was asked for it and did otherwise. */
    private Optional<OAuth2Error> unmet(
            OAuth2AuthorizationCodeRequestAuthenticationToken asked,
            SignInWishes wishes,
            Optional<PendingRequest> pending) {
        Optional<SignedInAccount> person = SignedIn.current();
        if (person.isEmpty() || pending.isEmpty()) {
            return Optional.empty();
        }
        if (pending.get().isAnsweredBy(person.get()) && !persons.isMeant(person.get(), asked, wishes)) {
            return Optional.of(new OAuth2Error("login_required", "Somebody else signed in.", null));
        }
        boolean tooLittle = person.get().assurance().compareTo(wishes.required()) < 0;
        return pending.get().isProvenBy(person.get()) && tooLittle
                ? Optional.of(UnmetRequirements.error("The essential acr was not reached."))
                : Optional.empty();
    }

    /** The page the person has to see first, if any. */
    private Optional<String> page(
            OAuth2AuthorizationCodeRequestAuthenticationToken asked,
            SignInWishes wishes,
            Optional<PendingRequest> pending) {
        Optional<SignedInAccount> person = SignedIn.current();
        if (person.isEmpty()
                || !isFreshEnough(person.get(), wishes, pending)
                || !persons.isMeant(person.get(), asked, wishes)
                || !isEnough(person.get(), asked, wishes, pending)) {
            return Optional.of(SIGN_IN);
        }
        Instant since = wishes.prompts().contains("consent")
                ? pending.map(PendingRequest::requestedAt).orElse(Instant.MAX)
                : Instant.MIN;
        boolean allowed = consents.covers(
                CurrentRequest.currentRealm(),
                person.get().account(),
                asked.getClientId(),
                persons.scopes(asked),
                since);
        return allowed ? Optional.empty() : Optional.of(CONSENT);
    }

    /** What a client asks for beyond the realm's policy is asked once: who cannot give it gets what they have. */
    private boolean isEnough(
            SignedInAccount person,
            OAuth2AuthorizationCodeRequestAuthenticationToken asked,
            SignInWishes wishes,
            Optional<PendingRequest> pending) {
        boolean wasAsked = pending.filter(waiting -> waiting.isProvenBy(person)).isPresent();
        return sufficiency.isEnough(
                CurrentRequest.currentRealm(),
                person,
                asked.getClientId(),
                wasAsked ? Assurance.SINGLE_FACTOR : wishes.assurance());
    }

    private boolean isFreshEnough(SignedInAccount person, SignInWishes wishes, Optional<PendingRequest> pending) {
        if (pending.filter(waiting -> waiting.isAnsweredBy(person)).isPresent()) {
            return true;
        }
        return !wishes.wantsNewSignIn()
                && wishes.maxAge()
                        .map(age -> !clock.instant().isAfter(person.authTime().plus(age)))
                        .orElse(true);
    }

    private void interact(
            HttpServletRequest request,
            HttpServletResponse response,
            OAuth2AuthorizationCodeRequestAuthenticationToken asked,
            SignInWishes wishes,
            String page)
            throws IOException {
        PendingRequest pending = pendingRequests
                .findByQuery(request, AuthorizationQuery.of(request))
                .orElseGet(() -> {
                    PendingRequest created = pending(request, asked, wishes);
                    pendingRequests.add(request, created);
                    return created;
                });
        AskedLanguage.keep(request, response);
        response.sendRedirect(
                "/realms/" + CurrentRequest.currentRealm().name() + "/" + page + "?request=" + pending.id());
    }

    /** Of whoever is signed in: somebody else is meant, or it was too long ago. */
    private boolean isNotEnough(OAuth2AuthorizationCodeRequestAuthenticationToken asked, SignInWishes wishes) {
        return SignedIn.current()
                .filter(person -> isFreshEnough(person, wishes, Optional.empty()))
                .filter(person -> persons.isMeant(person, asked, wishes))
                .isEmpty();
    }

    private PendingRequest pending(
            HttpServletRequest request, OAuth2AuthorizationCodeRequestAuthenticationToken asked, SignInWishes wishes) {
        String redirectUri = asked.getRedirectUri();
        if (redirectUri == null) {
            throw new IllegalStateException("A validated request has a redirect URI");
        }
        boolean afresh = wishes.wantsNewSignIn() || SignedIn.current().isPresent() && isNotEnough(asked, wishes);
        return new PendingRequest(
                UUID.randomUUID().toString(),
                AuthorizationQuery.of(request),
                asked.getClientId(),
                redirectUri,
                (String) asked.getAdditionalParameters().get("response_mode"),
                persons.scopes(asked),
                asked.getState(),
                persons.loginHint(asked, wishes),
                wishes.assurance(),
                wishes.maxAge().map(Duration::toSeconds).orElse(null),
                afresh,
                clock.instant());
    }
}
