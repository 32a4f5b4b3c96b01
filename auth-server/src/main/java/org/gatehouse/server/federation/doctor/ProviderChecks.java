package org.gatehouse.server.federation.doctor;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.EntraId;
import org.gatehouse.realm.federation.OidcProvider;
import org.gatehouse.server.federation.Kinds;
import org.gatehouse.server.federation.SigningAlgorithms;
import org.gatehouse.server.outgoing.Deadline;
import org.gatehouse.server.outgoing.OutgoingCalls;
import org.gatehouse.server.outgoing.OutgoingException;
import org.gatehouse.server.outgoing.OutgoingRequest;
import org.gatehouse.server.published.PublicKeys;
import org.gatehouse.server.published.PublishedKey;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Looks at what a provider publishes about itself, as it is now and not as it was read last. Two calls at most, which
 * together take no longer than a person waits.
 */
@Component
class ProviderChecks {

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final Set<String> KEY_TYPES = Set.of("application/json", "application/jwk-set+json");
    private static final List<String> REQUIRED = List.of("authorization_endpoint", "token_endpoint", "jwks_uri");
    private static final List<String> OPTIONAL = List.of("userinfo_endpoint", "end_session_endpoint");

    private final Kinds kinds;
    private final OutgoingCalls calls;

    ProviderChecks(Kinds kinds, OutgoingCalls calls) {
        this.kinds = kinds;
        this.calls = calls;
    }

    List<Finding> findings(Connection connection) {
        return Deadline.within(PATIENCE, () -> look(connection));
    }

    private List<Finding> look(Connection connection) {
        URI address = kinds.of(connection).metadataAddress(connection);
        List<Finding> findings = new ArrayList<>();
        Map<String, Object> metadata = metadata(address, findings);
        if (metadata == null) {
            Stream.of("issuer", "endpoints", "keys", "client-auth", "answer-issuer")
                    .forEach(check -> findings.add(Finding.notLookedAt(check, "no-metadata")));
            return findings;
        }
        findings.add(issuer(connection, metadata));
        findings.add(endpoints(metadata, "https".equalsIgnoreCase(address.getScheme())));
        findings.add(keys(connection, metadata));
        findings.add(clientAuthentication(connection, metadata));
        findings.add(answers(metadata));
        return findings;
    }

    private @Nullable Map<String, Object> metadata(URI address, List<Finding> findings) {
        try {
            Map<String, Object> read = JSONObjectUtils.parse(
                    calls.send(OutgoingRequest.get(address)).text(Set.of("application/json")));
            findings.add(Finding.ok("metadata", "ok", address.toString()));
            return read;
        } catch (OutgoingException ex) {
            findings.add(unread("metadata", address, ex));
        } catch (ParseException ex) {
            findings.add(Finding.problem("metadata", "wrong-document", address.toString()));
        }
        return null;
    }

    /** OpenID Connect Discovery 1.0 section 4.3. */
    private Finding issuer(Connection connection, Map<String, Object> metadata) {
        String said = text(metadata, "issuer");
        if (kinds.of(connection).isIssuer(connection, said)) {
            return Finding.ok("issuer", "ok", said);
        }
        return connection.provider() instanceof OidcProvider oidc
                ? Finding.problem("issuer", "other", said, oidc.issuer())
                : Finding.problem("issuer", "not-of-connection", said);
    }

    /** @param secure whether the metadata came over TLS: then nothing less will do */
    private static Finding endpoints(Map<String, Object> metadata, boolean secure) {
        List<String> missing =
                REQUIRED.stream().filter(name -> text(metadata, name).isEmpty()).toList();
        if (!missing.isEmpty()) {
            return Finding.problem("endpoints", "missing", String.join(", ", missing));
        }
        List<String> plain = Stream.concat(REQUIRED.stream(), OPTIONAL.stream())
                .filter(name -> !text(metadata, name).isEmpty())
                .filter(name -> !isHttps(text(metadata, name)))
                .toList();
        String names = String.join(", ", plain);
        if (plain.isEmpty()) {
            return Finding.ok("endpoints", "ok");
        }
        return secure
                ? Finding.problem("endpoints", "plain", names)
                : Finding.warning("endpoints", "plain-allowed", names);
    }

    private Finding keys(Connection connection, Map<String, Object> metadata) {
        String written = text(metadata, "jwks_uri");
        try {
            URI address = new URI(written);
            PublicKeys keys =
                    PublicKeys.parse(calls.send(OutgoingRequest.get(address)).text(KEY_TYPES));
            return keys(connection, keys.keys());
        } catch (OutgoingException ex) {
            return unread("keys", written, ex);
        } catch (URISyntaxException | IllegalArgumentException ex) {
            return Finding.problem("keys", "wrong-document", written);
        }
    }

    private static Finding keys(Connection connection, List<PublishedKey> published) {
        List<PublishedKey> good = published.stream()
                .filter(key -> SigningAlgorithms.areOf(key.key()))
                .toList();
        if (good.isEmpty()) {
            return Finding.problem("keys", "none", String.valueOf(published.size()));
        }
        long named =
                good.stream().filter(key -> key.members().containsKey("issuer")).count();
        if (connection.provider() instanceof EntraId && named == 0) {
            return Finding.problem("keys", "no-issuer", String.valueOf(good.size()));
        }
        return Finding.ok("keys", "ok", String.valueOf(good.size()));
    }

    private static Finding clientAuthentication(Connection connection, Map<String, Object> metadata) {
        List<String> taken = texts(metadata, "token_endpoint_auth_methods_supported");
        List<String> offered = taken.isEmpty() ? List.of("client_secret_basic") : taken; // Discovery section 3
        List<String> ours = connection.clientSecret() == null
                ? List.of("private_key_jwt")
                : List.of("client_secret_basic", "client_secret_post");
        return ours.stream()
                .filter(offered::contains)
                .findFirst()
                .map(method -> Finding.ok("client-auth", "ok", method))
                .orElseGet(() -> Finding.problem(
                        "client-auth", "not-taken", String.join(", ", ours), String.join(", ", offered)));
    }

    /** RFC 9207; where it is not supported, the redirect URI of each connection tells answers apart (RFC 9700, 4.4.2). */
    private static Finding answers(Map<String, Object> metadata) {
        return Boolean.TRUE.equals(metadata.get("authorization_response_iss_parameter_supported"))
                ? Finding.ok("answer-issuer", "ok")
                : Finding.ok("answer-issuer", "absent");
    }

    private static Finding unread(String check, Object address, OutgoingException ex) {
        return Finding.problem(check, FetchFailure.code(ex.reason()), address.toString());
    }

    private static boolean isHttps(String address) {
        try {
            URI uri = new URI(address);
            return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null;
        } catch (URISyntaxException ex) {
            return false;
        }
    }

    private static String text(Map<String, Object> json, String name) {
        return json.get(name) instanceof String text ? text : "";
    }

    private static List<String> texts(Map<String, Object> json, String name) {
        return json.get(name) instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }
}
