package org.gatehouse.server.console.door;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gatehouse.server.authorization.BuiltInClientCodes;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.realm.BuiltInClients;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.ReturnTarget;
import org.gatehouse.server.tokens.IdTokens;
import org.gatehouse.server.tokens.LiveFamilies;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

/**
 * The console as a relying app of its realm: the authorization code flow with PKCE, state and nonce. Who may do what is
 * not decided here but at every request, see {@link ConsoleViewer}.
 */
@Component
class ConsoleSignIn {

    private final BuiltInClientCodes codes;
    private final IdTokens idTokens;
    private final LiveFamilies families;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ConsoleSignIn(BuiltInClientCodes codes, IdTokens idTokens, LiveFamilies families, Clock clock) {
        this.codes = codes;
        this.idTokens = idTokens;
        this.families = families;
        this.clock = clock;
    }

    /** Whether the realm let this sign-in in, and nothing has ended that since. */
    boolean isDone(HttpServletRequest request) {
        Realm realm = CurrentRequest.currentRealm();
        return SignedIn.current()
                .flatMap(person -> ConsoleGrant.find(request, person))
                .filter(grant -> families.contains(realm, grant.family()))
                .isPresent();
    }

    /** Sends the browser to the realm (RFC 6749 section 4.1.1). */
    void begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Realm realm = CurrentRequest.currentRealm();
        String to = ReturnTarget.of(realm, request).orElse("/console/realms/" + realm.name());
        ConsoleRequest asked = ConsoleRequest.next(random, to, clock.instant());
        ConsoleRequests.add(request, asked);
        response.sendRedirect("/realms/" + realm.name() + "/oauth2/authorize?" + query(realm, asked));
    }

    /** Takes the realm's answer; empty when it is none to what this browser asked for. */
    Optional<String> complete(HttpServletRequest request) {
        Realm realm = CurrentRequest.currentRealm();
        Optional<ConsoleRequest> asked = ConsoleRequests.take(request, parameter(request, "state"));
        String code = parameter(request, "code");
        if (asked.isEmpty() || code == null || !realm.issuer().equals(parameter(request, "iss"))) { // RFC 9207
            return Optional.empty();
        }
        return grant(realm, asked.get(), code).map(grant -> {
            grant.keep(request);
            return asked.get().to();
        });
    }

    private Optional<ConsoleGrant> grant(Realm realm, ConsoleRequest asked, String code) {
        try {
            String idToken = codes.redeem(
                    realm, BuiltInClients.CONSOLE, BuiltInClients.consoleRedirectUri(realm), code, asked.verifier());
            Jwt claims = idTokens.check(realm, idToken, BuiltInClients.CONSOLE, asked.nonce());
            UUID family = LiveFamilies.ofCode(code);
            return SignedIn.current()
                    .filter(person -> isAbout(claims, person))
                    .map(person -> new ConsoleGrant(person.reference(), family));
        } catch (OAuth2AuthenticationException | JwtException ex) {
            return Optional.empty();
        }
    }

    /** The sign-in may have been replaced by another while the browser was on its way. */
    private static boolean isAbout(Jwt claims, SignedInAccount person) {
        return person.account().toString().equals(claims.getSubject())
                && person.reference().equals(claims.getClaimAsString("sid"));
    }

    private static String query(Realm realm, ConsoleRequest asked) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", BuiltInClients.CONSOLE);
        parameters.put("redirect_uri", BuiltInClients.consoleRedirectUri(realm));
        parameters.put("scope", "openid");
        parameters.put("state", asked.state());
        parameters.put("nonce", asked.nonce());
        parameters.put("code_challenge", challenge(asked.verifier()));
        parameters.put("code_challenge_method", "S256");
        return parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("SHA-256 is not available", ex);
        }
    }

    /** None when it is sent twice (RFC 6749 section 3.1). */
    private static @Nullable String parameter(HttpServletRequest request, String name) {
        String[] values = request.getParameterValues(name);
        return values == null || values.length > 1 ? null : values[0];
    }
}
