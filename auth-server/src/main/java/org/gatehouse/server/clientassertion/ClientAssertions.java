package org.gatehouse.server.clientassertion;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatehouse.server.authorization.ProtocolFeature;
import org.gatehouse.server.realm.Realm;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.stereotype.Component;

/**
 * Lets clients authenticate with {@code private_key_jwt} wherever clients authenticate. Never with {@code
 * client_secret_jwt}: to check its HMAC the service would have to keep the secret itself and not a hash of it.
 */
@Component
class ClientAssertions implements ProtocolFeature {

    private static final String METHOD = "private_key_jwt";
    private static final List<String> ENDPOINTS = List.of("token", "revocation", "introspection");

    private final AssertionDecoder decoder;

    ClientAssertions(AssertionDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public void offerClientAuthentication(List<AuthenticationConverter> converters) {
        converters.add(0, new AssertionConverter());
    }

    @Override
    public void proveClientAuthentication(List<AuthenticationProvider> providers) {
        providers.forEach(provider -> {
            if (provider instanceof JwtClientAssertionAuthenticationProvider assertions) {
                assertions.setJwtDecoderFactory(decoder); // the provider compares the code's verifier as well
            }
        });
    }

    @Override
    public void describe(Realm realm, Map<String, Object> metadata) {
        List<String> algorithms =
                AssertionRules.ALGORITHMS.stream().map(JWSAlgorithm::getName).toList();
        for (String endpoint : ENDPOINTS) {
            metadata.computeIfPresent(endpoint + "_endpoint_auth_methods_supported", (name, methods) -> with(methods));
            metadata.put(endpoint + "_endpoint_auth_signing_alg_values_supported", algorithms);
        }
    }

    private static List<?> with(Object methods) {
        return Stream.concat(((List<?>) methods).stream(), Stream.of(METHOD)).toList();
    }
}
