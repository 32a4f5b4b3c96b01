package org.gatehouse.server.launch;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.file.Difference;
import org.gatehouse.realm.file.RealmFileException;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.configuration.ConfigurationPlan;
import org.gatehouse.server.configuration.Proposal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A service that is running, through its administration API. */
final class RemoteTarget implements ConfigurationTarget {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String READ = "realm.read";
    private static final String BOTH = "realm.read realm.write";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final String realm;
    private final String base;
    private String authorization = "";

    private RemoteTarget(URI target, String realm) {
        this.realm = realm;
        this.base = target.toString().replaceAll("/+$", "");
    }

    /**
     * @param writing whether something is to be changed; reading asks for less
     * @throws StartRefusedException when it cannot be reached, or does not know the client
     */
    static RemoteTarget open(URI target, String realm, String clientId, String secret, boolean writing) {
        refuseClearText(target);
        RemoteTarget remote = new RemoteTarget(target, realm);
        remote.authenticate(clientId, secret, writing);
        return remote;
    }

    /** @throws StartRefusedException when a secret would cross a network in clear text */
    static void refuseClearText(URI target) {
        boolean local = List.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(target.getHost()));
        if (!"https".equals(target.getScheme()) && !("http".equals(target.getScheme()) && local)) {
            throw new StartRefusedException("The target " + target
                    + " would get a secret in clear text. Name one that begins with https, or with http://localhost.");
        }
    }

    /** A planner that may only read is welcome; then secrets are not compared. */
    private void authenticate(String clientId, String secret, boolean writing) {
        HttpResponse<String> answer = token(clientId, secret, BOTH);
        if (answer.statusCode() == 400 && !writing) {
            System.err.println("gatehouse: client '" + clientId
                    + "' may not have realm.write, so whether secrets are others is not looked at.");
            answer = token(clientId, secret, READ);
        }
        if (answer.statusCode() != 200) {
            throw new StartRefusedException("The service gave the client '" + clientId + "' no token ("
                    + answer.statusCode() + " " + json(answer).path("error").asString("")
                    + "). It has to be a service client of the realm '" + realm + "' with the scopes " + BOTH
                    + ", and its secret the right one.");
        }
        authorization = "Bearer " + json(answer).path("access_token").asString();
    }

    @Override
    public String name() {
        return "realm " + realm + " at " + base;
    }

    @Override
    public RealmDefinition current() {
        try {
            return RealmFiles.fromJson(send(request("/configuration").GET())).realm();
        } catch (RealmFileException ex) {
            throw new StartRefusedException(
                    "The service is of another version: its realm has what is unknown here.", ex);
        }
    }

    @Override
    public ConfigurationPlan plan(Proposal proposal) {
        HttpRequest.Builder request = request("/configuration/plan").header("Content-Type", "application/json");
        return plan(send(request.POST(BodyPublishers.ofString(body(proposal, null)))));
    }

    @Override
    public ConfigurationPlan apply(Proposal proposal, String state, @Nullable String deletionsIn) {
        HttpRequest.Builder request = request("/configuration")
                .header("Content-Type", "application/json")
                .header("If-Match", "\"" + state + "\"");
        return plan(send(request.PUT(BodyPublishers.ofString(body(proposal, deletionsIn)))));
    }

    @Override
    public void close() {
        // the connections end with the process
    }

    private static String body(Proposal proposal, @Nullable String deletionsIn) {
        ObjectNode file =
                (ObjectNode) JSON.readTree(RealmFiles.toJson(proposal.file().realm()));
        file.put("prune", proposal.file().prune());
        ObjectNode body = JSON.createObjectNode();
        body.set("file", file);
        ObjectNode secrets = body.putObject("secrets");
        proposal.secrets().forEach(secrets::put);
        if (!proposal.connectionSecrets().isEmpty()) { // a service of before knows no such key
            proposal.connectionSecrets().forEach(body.putObject("connectionSecrets")::put);
        }
        if (deletionsIn != null) {
            body.put("confirmDeletion", deletionsIn);
        }
        return body.toString();
    }

    private static ConfigurationPlan plan(JsonNode answer) {
        List<Difference> differences = answer.path("changes")
                .valueStream()
                .map(change -> new Difference(
                        change.path("path").asString(),
                        Difference.Kind.valueOf(change.path("kind").asString().toUpperCase(Locale.ROOT)),
                        change.path("before").asString(),
                        change.path("after").asString()))
                .toList();
        return new ConfigurationPlan(
                answer.path("state").asString(),
                differences,
                texts(answer, "deletions"),
                texts(answer, "risks"),
                texts(answer, "obstacles"));
    }

    private HttpResponse<String> token(String clientId, String secret, String scope) {
        String credentials = encode(clientId) + ":" + encode(secret); // RFC 6749 section 2.3.1
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/realms/" + realm + "/oauth2/token"))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=" + encode(scope)));
        return exchange(request);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri("/api/realms/" + realm + path)).header("Authorization", authorization);
    }

    private URI uri(String path) {
        return URI.create(base + path);
    }

    /** @throws StartRefusedException with what the service says when it refuses */
    private JsonNode send(HttpRequest.Builder request) {
        HttpResponse<String> answer = exchange(request);
        JsonNode body = json(answer);
        if (answer.statusCode() == 200) {
            return body;
        }
        String detail = body.path("detail").asString("The service answered " + answer.statusCode() + ".");
        throw new StartRefusedException(LocalTarget.sentence(detail, texts(body, "details")));
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
        } catch (IOException ex) {
            throw new StartRefusedException("The service at " + base + " does not answer.", ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new StartRefusedException("Interrupted.", ex);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException ex) {
            return JSON.valueToTree(Map.of()); // a page of a proxy, for example
        }
    }

    private static List<String> texts(JsonNode object, String name) {
        return object.path(name).valueStream().map(JsonNode::asString).toList();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
