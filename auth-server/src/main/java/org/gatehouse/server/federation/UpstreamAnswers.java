package org.gatehouse.server.federation;

import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.outgoing.Deadline;
import org.gatehouse.server.outgoing.OutgoingCalls;
import org.gatehouse.server.outgoing.OutgoingException;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds out whom a provider's answer speaks for. */
@Component
class UpstreamAnswers {

    /** What somebody decided, there or in the provider's rules (RFC 6749 section 4.1.2.1). */
    private static final Set<String> DENIALS = Set.of("access_denied", "consent_required", "interaction_required");

    private static final int LONGEST_CODE = 8 * 1024;

    private final Providers providers;
    private final TokenRequest tokenRequest;
    private final CodeShares shares;
    private final UpstreamTokens upstreamTokens;
    private final Kinds kinds;

    UpstreamAnswers(
            Providers providers,
            TokenRequest tokenRequest,
            CodeShares shares,
            UpstreamTokens upstreamTokens,
            Kinds kinds) {
        this.providers = providers;
        this.tokenRequest = tokenRequest;
        this.shares = shares;
        this.upstreamTokens = upstreamTokens;
        this.kinds = kinds;
    }

    /**
     * An authorization response (RFC 6749 section 4.1.2).
     *
     * @param issuer that sent it, as it says (RFC 9207)
     */
    record Answer(
            @Nullable String state,
            @Nullable String code,
            @Nullable String error,
            @Nullable String issuer) {

        /** Empty of whatever was sent more than once: which of the two was meant, only an attacker knows. */
        static Answer of(HttpServletRequest request) {
            Map<String, String[]> sent = request.getParameterMap();
            return new Answer(one(sent, "state"), one(sent, "code"), one(sent, "error"), one(sent, "iss"));
        }

        private static @Nullable String one(Map<String, String[]> sent, String name) {
            String[] values = sent.get(name);
            if (values != null && values.length > 1) {
                throw new UpstreamRefusedException(Refusal.MALFORMED, "A parameter was sent more than once");
            }
            return values == null ? null : values[0];
        }

        @Override
        public String toString() {
            return "Answer[hidden]";
        }
    }

    /** @throws UpstreamRefusedException when it speaks for nobody */
    Believed believe(Realm realm, Connection connection, UpstreamAttempt attempt, Answer answer) {
        try {
            return Deadline.within(UpstreamSignIns.PATIENCE, () -> find(realm, connection, attempt, answer));
        } catch (OutgoingException ex) {
            throw Refusal.of(ex);
        }
    }

    private Believed find(Realm realm, Connection connection, UpstreamAttempt attempt, Answer answer) {
        ProviderMetadata provider = providers.metadata(realm, connection);
        checkIssuer(provider, answer);
        String code = code(answer);
        TokenRequest.Tokens tokens = shares.within(
                CurrentRequest.get().address(),
                OutgoingCalls.server(provider.tokenEndpoint()),
                () -> tokenRequest.redeem(realm, connection, provider, code, attempt.verifier()));
        JWTClaimsSet claims = upstreamTokens.verify(realm, connection, provider, attempt, tokens.idToken());
        UpstreamIdentity identity = identity(connection, claims, tokens.accessToken());
        checkAge(connection, attempt, identity);
        return new Believed(identity, claims, tokens.idToken());
    }

    /**
     * Whoever sits at the browser can take what was asked out of the address, so it is looked at what became of it. A
     * provider has to say when it was, once it is asked for an age (OpenID Connect Core section 2); Entra ID, which does so
     * only when its optional claim is configured, is taken at its word.
     */
    private void checkAge(Connection connection, UpstreamAttempt attempt, UpstreamIdentity identity) {
        Instant earliest = attempt.notBefore().orElse(null);
        Instant signedIn = identity.authenticatedAt();
        if (earliest == null || signedIn == null && !kinds.of(connection).saysWhen()) {
            return;
        }
        if (signedIn == null || signedIn.isBefore(earliest.minus(IdTokenClaims.SKEW))) {
            throw new UpstreamRefusedException(
                    Refusal.NOT_AFRESH, "The sign-in there is older than was asked for, or its `auth_time` is absent");
        }
    }

    private UpstreamIdentity identity(Connection connection, JWTClaimsSet claims, @Nullable String accessToken) {
        try {
            return kinds.of(connection).identity(connection, claims, accessToken);
        } catch (UpstreamRefusedException ex) {
            throw ex.about(claims.toJSONObject());
        }
    }

    /** RFC 9207 section 2.4: an honest provider's code is not carried to another's token endpoint. */
    private static void checkIssuer(ProviderMetadata provider, Answer answer) {
        boolean missing = answer.issuer() == null && provider.sendsIssuer();
        boolean other = answer.issuer() != null && !answer.issuer().equals(provider.issuer());
        if (missing || other) {
            throw new UpstreamRefusedException(Refusal.ISSUER, "The answer's `iss` is not the provider's issuer");
        }
    }

    private static String code(Answer answer) {
        if (answer.error() != null) {
            boolean isDenial = DENIALS.contains(answer.error());
            throw new UpstreamRefusedException(isDenial ? Refusal.DENIED : Refusal.ERROR, null);
        }
        String code = answer.code();
        if (code == null || code.isBlank() || code.length() > LONGEST_CODE) {
            throw new UpstreamRefusedException(Refusal.MALFORMED, "The answer has neither code nor error");
        }
        return code;
    }
}
