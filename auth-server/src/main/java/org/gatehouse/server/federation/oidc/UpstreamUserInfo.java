package org.gatehouse.server.federation.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.federation.Providers;
import org.gatehouse.server.federation.UpstreamRefusedException;
import org.gatehouse.server.outgoing.OutgoingCalls;
import org.gatehouse.server.outgoing.OutgoingRequest;
import org.gatehouse.server.request.CurrentRequest;
import org.springframework.stereotype.Component;

/** Asks a provider for more about somebody (OpenID Connect Core section 5.3). */
@Component
class UpstreamUserInfo {

    private static final Set<String> CONTENT_TYPES = Set.of("application/json");

    private final Providers providers;
    private final OutgoingCalls calls;

    UpstreamUserInfo(Providers providers, OutgoingCalls calls) {
        this.providers = providers;
        this.calls = calls;
    }

    /**
     * What the provider says of them; nothing where it has no such endpoint.
     *
     * @throws UpstreamRefusedException when it says something of somebody else: an access token may be another's (section
     *     5.3.2)
     * @throws org.gatehouse.server.outgoing.OutgoingException when it does not say: what people get here must not depend on
     *     whether it does
     */
    Map<String, Object> ask(Connection connection, String subject, String accessToken) {
        URI endpoint =
                providers.metadata(CurrentRequest.currentRealm(), connection).userInfo();
        if (endpoint == null) {
            return Map.of();
        }
        String text = calls.send(OutgoingRequest.get(endpoint).with("Authorization", "Bearer " + accessToken))
                .text(CONTENT_TYPES);
        Map<String, Object> said = json(text);
        if (!subject.equals(said.get("sub"))) {
            throw new UpstreamRefusedException("wrong-userinfo", "The userinfo endpoint speaks of somebody else");
        }
        return said;
    }

    private static Map<String, Object> json(String text) {
        try {
            return JSONObjectUtils.parse(text);
        } catch (ParseException ex) {
            throw new UpstreamRefusedException("malformed-answer", "The userinfo endpoint's answer is no JSON object");
        }
    }
}
