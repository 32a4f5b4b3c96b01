package org.gatehouse.server.introspection;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.IdTokenAlg;
import org.gatehouse.server.authorization.ProtocolFeature;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.tokens.SignedAnswers;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.http.converter.OAuth2TokenIntrospectionHttpMessageConverter;
import org.springframework.stereotype.Component;

/** Answers introspection: in JSON (RFC 7662), or as a JWT where the request's {@code Accept} names that (RFC 9701). */
@Component
class IntrospectionAnswers implements ProtocolFeature {

    private static final MediaType SIGNED = MediaType.valueOf("application/" + SignedAnswers.TYPE);

    /** Whoever sends more does not want an answer. */
    private static final int LONGEST_ACCEPT = 1_000;

    private final OAuth2TokenIntrospectionHttpMessageConverter json =
            new OAuth2TokenIntrospectionHttpMessageConverter();
    private final SignedAnswers answers;

    IntrospectionAnswers(SignedAnswers answers) {
        this.answers = answers;
    }

    @Override
    public void configure(OAuth2AuthorizationServerConfigurer server) {
        server.tokenIntrospectionEndpoint(endpoint -> endpoint.introspectionResponseHandler(this::answer));
    }

    /** RFC 9701 section 7. Nothing is encrypted, so nothing is said of that. */
    @Override
    public void describe(Realm realm, Map<String, Object> metadata) {
        metadata.put(
                "introspection_signing_alg_values_supported",
                Arrays.stream(IdTokenAlg.values()).map(IdTokenAlg::code).toList());
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, Authentication result)
            throws IOException {
        OAuth2TokenIntrospectionAuthenticationToken asked = (OAuth2TokenIntrospectionAuthenticationToken) result;
        Realm realm = CurrentRequest.currentRealm();
        if (!wantsSignature(request)) {
            json.write(
                    SignedAnswers.plain(realm, asked.getName(), asked.getTokenClaims()),
                    null,
                    new ServletServerHttpResponse(response));
            return;
        }
        byte[] signed = answers.sign(realm, asking(realm, asked), asked.getToken(), asked.getTokenClaims())
                .getBytes(StandardCharsets.US_ASCII);
        response.setContentType(SIGNED.toString());
        response.setContentLength(signed.length);
        response.getOutputStream().write(signed);
    }

    private static ClientDefinition asking(Realm realm, OAuth2TokenIntrospectionAuthenticationToken asked) {
        return asked.getPrincipal() instanceof OAuth2ClientAuthenticationToken client
                ? realm.findClient(String.valueOf(client.getPrincipal())).orElseThrow()
                : unknown();
    }

    private static ClientDefinition unknown() {
        throw new IllegalStateException("Only a client that has proven itself gets an answer");
    }

    /** Named itself (section 4), and no less wanted than JSON: {@code *}{@code /*} is what many send who know nothing of it. */
    private static boolean wantsSignature(HttpServletRequest request) {
        double signed = 0;
        double plain = 0;
        for (MediaType accepted : accepted(request)) {
            if (accepted.equalsTypeAndSubtype(SIGNED)) {
                signed = Math.max(signed, accepted.getQualityValue());
            } else if (accepted.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)) {
                plain = Math.max(plain, accepted.getQualityValue());
            }
        }
        return signed > 0 && signed >= plain;
    }

    private static List<MediaType> accepted(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders(HttpHeaders.ACCEPT));
        boolean worthReading = headers.stream().mapToInt(String::length).sum() <= LONGEST_ACCEPT
                && headers.stream().anyMatch(header -> header.contains(SIGNED.getSubtype()));
        try {
            return worthReading ? MediaType.parseMediaTypes(headers) : List.of();
        } catch (InvalidMediaTypeException ex) {
            return List.of();
        }
    }
}
