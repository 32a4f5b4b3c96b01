package org.gatehouse.server.federation;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.outgoing.Deadline;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.PendingRequest;
import org.gatehouse.server.signin.PendingRequests;
import org.gatehouse.server.signin.SignInGoal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sends people to providers, for whatever their answer is wanted. */
@Component
public class UpstreamSignIns {

    /** A person waits this long at most for everything a provider is asked while one page is made. */
    static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final String SCOPE = "openid profile email";

    private static final int RANDOM_BYTES = 32;

    private final Providers providers;
    private final Kinds kinds;
    private final UpstreamAttempts attempts;
    private final PendingRequests pendingRequests;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    UpstreamSignIns(
            Providers providers, Kinds kinds, UpstreamAttempts attempts, PendingRequests pendingRequests, Clock clock) {
        this.providers = providers;
        this.kinds = kinds;
        this.attempts = attempts;
        this.pendingRequests = pendingRequests;
        this.clock = clock;
    }

    /**
     * Begins what ends with {@link UpstreamPurpose#arrive}.
     *
     * @param purpose by its name
     * @return the provider's address to send this browser to, with a request that is good once, here, for 15 minutes
     * @throws UpstreamRefusedException when the provider cannot be found out about
     */
    public String begin(HttpServletRequest request, Connection connection, String purpose, SignInGoal goal) {
        return begin(request, connection, purpose, goal, null);
    }

    /** @param hint who it is likely to be, as the person typed it or the client said it */
    public String begin(
            HttpServletRequest request, Connection connection, String purpose, SignInGoal goal, @Nullable String hint) {
        Realm realm = CurrentRequest.currentRealm();
        ProviderMetadata provider = Deadline.within(PATIENCE, () -> providers.metadata(realm, connection));
        UpstreamAttempt attempt = new UpstreamAttempt(
                random(),
                connection.alias(),
                purpose,
                goal,
                SignedIn.current().map(SignedInAccount::account).orElse(null),
                isAfresh(request, goal),
                maxAge(request, goal),
                random(),
                random(),
                clock.instant(),
                null);
        attempts.add(request, attempt);
        return address(provider.authorizationEndpoint(), parameters(realm, connection, attempt, goal, hint));
    }

    /** Where a provider answers to: each connection has its own, so that no answer is taken for another's (RFC 9700, 4.4.2). */
    public static String redirectUri(Realm realm, Connection connection) {
        return realm.issuer() + "/connections/" + connection.alias() + "/callback";
    }

    /** What a provider shows in a frame when somebody signs out there (Front-Channel Logout 1.0). */
    public static String frontChannelUri(Realm realm, Connection connection) {
        return realm.issuer() + "/connections/" + connection.alias() + "/frontchannel-logout";
    }

    /** What a provider calls itself when somebody signs out there (Back-Channel Logout 1.0). */
    public static String backChannelUri(Realm realm, Connection connection) {
        return realm.issuer() + "/connections/" + connection.alias() + "/backchannel-logout";
    }

    /** Where a provider sends people back to whom we sent to sign out there; to be registered, or it may refuse them. */
    public static String postLogoutUri(Realm realm) {
        return realm.issuer() + "/signed-out";
    }

    private Map<String, String> parameters(
            Realm realm, Connection connection, UpstreamAttempt attempt, SignInGoal goal, @Nullable String hint) {
        Map<String, String> parameters =
                new LinkedHashMap<>(kinds.of(connection).ask(connection, goal.assurance()));
        parameters.merge("scope", SCOPE, (more, always) -> always + " " + more);
        if (attempt.afresh()) {
            parameters.put("prompt", "login");
            parameters.put("max_age", "0"); // so that it says when it was (OpenID Connect Core section 2)
        } else if (attempt.maxAge() != null) {
            parameters.put("max_age", attempt.maxAge().toString());
            if (!kinds.of(connection).saysWhen()) {
                parameters.put("prompt", "login"); // what cannot be looked at afterwards is asked for
            }
        }
        if (hint != null && !hint.isBlank()) {
            parameters.put("login_hint", hint);
        }
        parameters.put("response_type", "code");
        parameters.put("client_id", connection.clientId());
        parameters.put("redirect_uri", redirectUri(realm, connection));
        parameters.put("state", attempt.state());
        parameters.put("nonce", attempt.nonce());
        parameters.put("code_challenge", challenge(attempt.verifier()));
        parameters.put("code_challenge_method", "S256");
        return parameters;
    }

    /** Whether a client asks for a new sign-in, or somebody who is signed in already has to show that it is still them. */
    private boolean isAfresh(HttpServletRequest request, SignInGoal goal) {
        return SignedIn.current().isPresent()
                || pendingRequests
                        .find(request, goal.request())
                        .filter(PendingRequest::afresh)
                        .isPresent();
    }

    /** What the client asked for goes on to whoever signs the person in. */
    private @Nullable Long maxAge(HttpServletRequest request, SignInGoal goal) {
        return pendingRequests
                .find(request, goal.request())
                .map(PendingRequest::maxAge)
                .orElse(null);
    }

    /** RFC 7636 section 4.2. */
    private static String challenge(String verifier) {
        return encoded(DigestUtils.sha256(verifier.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String address(URI endpoint, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + query;
    }

    private String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return encoded(bytes);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
