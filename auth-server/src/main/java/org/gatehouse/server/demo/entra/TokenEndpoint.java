package org.gatehouse.server.demo.entra;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.springframework.web.util.UriUtils;

/** Redeems codes: for the application they were given to, once, and for whoever asked for them (RFC 7636). */
final class TokenEndpoint {

    private final Function<String, Optional<Registration>> registrations;
    private final Codes codes;
    private final Function<SignIn, String> idToken;
    private final UnaryOperator<String> address;
    private final Assertions assertions;

    /** @param address of the token endpoint of a tenant */
    TokenEndpoint(
            Function<String, Optional<Registration>> registrations,
            Codes codes,
            Function<SignIn, String> idToken,
            UnaryOperator<String> address,
            Clock clock) {
        this.registrations = registrations;
        this.codes = codes;
        this.idToken = idToken;
        this.address = address;
        this.assertions = new Assertions(clock);
    }

    Reply answer(Call call) {
        try {
            return tokens(call, authenticated(call));
        } catch (Refused refused) {
            int status = refused.error().equals("invalid_client") ? 401 : 400;
            return Reply.json(
                    status,
                    Map.of("error", refused.error(), "error_description", String.valueOf(refused.getMessage())));
        }
    }

    private Reply tokens(Call call, Registration client) {
        require(
                call.get("grant_type").equals("authorization_code"),
                "unsupported_grant_type",
                "Only codes are redeemed");
        SignIn signIn = codes.redeem(call.get("code")).orElseThrow(invalidGrant("The code is not known any more"));
        AuthorizationRequest request = signIn.request();
        require(request.clientId().equals(client.clientId()), "invalid_grant", "The code is another application's");
        require(request.redirectUri().equals(call.get("redirect_uri")), "invalid_grant", "The redirect URI is another");
        require(
                request.challenge().equals(challenge(call.get("code_verifier"))),
                "invalid_grant",
                "The verifier is wrong");
        require(isSameTenant(call.tenant(), request), "invalid_grant", "The code is of another tenant's endpoint");
        Map<String, Object> tokens = new LinkedHashMap<>();
        tokens.put("token_type", "Bearer");
        tokens.put("scope", request.scope());
        tokens.put("expires_in", 3900);
        tokens.put("access_token", codes.accessToken(signIn));
        tokens.put("id_token", idToken.apply(signIn));
        return Reply.json(200, tokens);
    }

    private static boolean isSameTenant(String tenant, AuthorizationRequest request) {
        return tenant.equals(request.tenant());
    }

    private Registration authenticated(Call call) {
        return call.get("client_assertion").isEmpty() ? bySecret(call) : byAssertion(call);
    }

    private Registration byAssertion(Call call) {
        require(
                call.get("client_assertion_type").equals(Assertions.TYPE)
                        && call.get("client_secret").isEmpty(),
                "invalid_client",
                "AADSTS50026: One way to authenticate is enough");
        Registration client = registrations
                .apply(call.get("client_id"))
                .orElseThrow(() -> new Refused("invalid_client", "AADSTS700016: The application is not known"));
        assertions.check(client, call.get("client_assertion"), address.apply(call.tenant()));
        return client;
    }

    private Registration bySecret(Call call) {
        String id = call.get("client_id");
        String secret = call.get("client_secret");
        Optional<String> basic = call.header("Authorization").filter(value -> value.startsWith("Basic "));
        if (basic.isPresent()) {
            String decoded = decoded(basic.get().substring("Basic ".length()));
            int colon = decoded.indexOf(':');
            id = UriUtils.decode(decoded.substring(0, colon), StandardCharsets.UTF_8); // RFC 6749 section 2.3.1
            secret = UriUtils.decode(decoded.substring(colon + 1), StandardCharsets.UTF_8);
        }
        String given = secret;
        return registrations
                .apply(id)
                .filter(known -> !known.secret().isEmpty() && isSame(known.secret(), given))
                .orElseThrow(() -> new Refused("invalid_client", "AADSTS7000215: Invalid client secret provided"));
    }

    private static String decoded(String basic) {
        String text = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
        require(text.indexOf(':') >= 0, "invalid_client", "AADSTS7000218: No secret");
        return text;
    }

    private static boolean isSame(String secret, String given) {
        return MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static void require(boolean met, String error, String message) {
        if (!met) {
            throw new Refused(error, message);
        }
    }

    private static Supplier<Refused> invalidGrant(String message) {
        return () -> new Refused("invalid_grant", message);
    }
}
