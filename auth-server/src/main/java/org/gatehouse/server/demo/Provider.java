package org.gatehouse.server.demo;

import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The realm as a relying app sees it: a handful of endpoints. */
final class Provider {

    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Shown only in part, in requests and in answers. */
    private static final Set<String> SECRET =
            Set.of("access_token", "refresh_token", "id_token", "token", "code", "code_verifier");

    private final Wire wire;

    Provider(Wire wire) {
        this.wire = wire;
    }

    /** What a call gave: for the app to use, and for the visitor to see. */
    record Result(Map<String, Object> body, Exchange exchange) {}

    Metadata discover(DemoRealm realm) {
        Wire.Answer answer = wire.get(URI.create(realm.issuer() + "/.well-known/openid-configuration"));
        if (answer.status() != 200) {
            throw new DemoProblem("metadata", "HTTP " + answer.status());
        }
        return Metadata.of(parse(answer.body()), realm.issuer());
    }

    JWKSet keys(Metadata metadata) {
        try {
            return JWKSet.parse(wire.get(metadata.jwksUri()).body());
        } catch (ParseException malformed) {
            throw new DemoProblem("metadata", "jwks_uri");
        }
    }

    Result post(String purpose, @Nullable URI endpoint, Map<String, String> form, DemoRealm realm) {
        URI address = offered(endpoint);
        Wire.Answer answer = wire.post(address, form, realm.clientId(), realm.clientSecret());
        return result(purpose, shown(address, form), answer);
    }

    /** A form as it is sent, without what must not be seen. */
    static String shown(URI address, Map<String, String> form) {
        String fields = masked(form).entrySet().stream().map(Object::toString).collect(Collectors.joining("\n&"));
        return "POST " + address + "\nAuthorization: Basic ••••••\n\n" + fields;
    }

    Result userinfo(Metadata metadata, String accessToken) {
        URI address = offered(metadata.userinfoEndpoint());
        Wire.Answer answer = wire.getWithToken(address, accessToken);
        String request = "GET " + address + "\nAuthorization: Bearer " + Secrets.shortened(accessToken);
        return result("userinfo", request, answer);
    }

    private static URI offered(@Nullable URI endpoint) {
        if (endpoint == null) {
            throw new DemoProblem("not-offered");
        }
        return endpoint;
    }

    private static Result result(String purpose, String request, Wire.Answer answer) {
        Map<String, Object> body = answer.body().isBlank() ? Map.of() : parse(answer.body());
        String shown = body.isEmpty() ? "" : JSON.writeValueAsString(masked(body));
        return new Result(body, new Exchange(purpose, request, answer.status(), shown));
    }

    private static <V> Map<String, V> masked(Map<String, V> fields) {
        var masked = new LinkedHashMap<>(fields);
        masked.replaceAll((name, value) -> SECRET.contains(name) ? shortened(value) : value);
        return masked;
    }

    @SuppressWarnings("unchecked") // a text stays a text
    private static <V> V shortened(V value) {
        return value instanceof String text ? (V) Secrets.shortened(text) : value;
    }

    private static Map<String, Object> parse(String json) {
        try {
            return JSON.readValue(json, OBJECT);
        } catch (JacksonException malformed) {
            throw new DemoProblem("not-json");
        }
    }
}
