package org.gatehouse.server.api;

import java.util.List;
import java.util.UUID;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.OwnRealm;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** A realm in which each operation of the API finds something to be done to, and what each takes. */
final class TriedRealm {

    static final String NAME = "acme";

    /** Of everything else the realm of the tests has some. */
    private static final String ATTESTATION = """
            attestations:
              - id: privacy
                version: 1
                title: {en: Privacy, fr: Confidentialité}
                text: {en: I look only where I have to., fr: Je ne regarde que si je le dois.}
                roles: [dispatcher]
            """;

    static final TestServer SERVER =
            TestServer.start(TestDatabase.fresh(), new SettableClock(), OwnRealm.with(ATTESTATION));
    static final AdminApi ADMIN = AdminApi.as(SERVER, NAME, People.of(SERVER).createWith(NAME, "admin"));
    private static final AdminApi REPORTER = AdminApi.asRobot(SERVER, NAME, "audit.write");
    static final List<DescribedOperation> ALL = DescribedOperation.all(SERVER);
    private static int number;

    private TriedRealm() {}

    /** @param tag null sends none */
    record Target(AdminApi api, String method, String path, String query, String tag) {

        Target with(String otherQuery) {
            return new Target(api, method, path, otherQuery, tag);
        }

        Target tagged(String other) {
            return new Target(api, method, path, query, other);
        }

        Answer send(String body) {
            String[] headers = tag == null ? new String[0] : new String[] {"If-Match", tag};
            return api.send(method, path + query, body, headers);
        }

        /** Of the thing, or of what it belongs to. */
        String version() {
            String own = ADMIN.get(path).header("ETag");
            return own.isEmpty()
                    ? ADMIN.get(path.substring(0, path.lastIndexOf('/'))).header("ETag")
                    : own;
        }
    }

    static Target target(DescribedOperation operation) {
        return target(operation, account());
    }

    static Target target(DescribedOperation operation, String account) {
        String path = operation
                .path()
                .replaceFirst("^/accounts/[{]id}", "/accounts/" + account)
                .replaceFirst("^/groups/[{]id}", operation.path().contains("/groups/{id}") ? "/groups/" + group() : "")
                .replaceFirst(
                        "^/connections/[{]alias}",
                        operation.path().contains("/connections/{alias}") ? "/connections/" + connection() : "")
                .replaceFirst("^/clients/[{]id}", "/clients/web")
                .replaceFirst("/attestations/[{]id}", "/attestations/privacy")
                .replace("{account}", account)
                .replace("{role}", "dispatcher")
                .replace("{category}", "rights")
                .replace("{reference}", "P13M:1")
                .replaceAll("[{][a-z]+}", UUID.randomUUID().toString());
        AdminApi api = operation.toString().equals("POST /audit/entries") ? REPORTER : ADMIN;
        Target target = new Target(api, operation.method(), path, asked(operation), null);
        return operation.wantsVersion() ? target.tagged(target.version()) : target;
    }

    /** What a list cannot do without. */
    private static String asked(DescribedOperation operation) {
        return operation.path().equals("/holders") ? "?role=user" : "";
    }

    static String asked(DescribedOperation operation, String name, String value) {
        String already = name.equals("role") ? "" : asked(operation);
        return (already.isEmpty() ? "?" : already + "&") + name + "=" + value;
    }

    static String account() {
        return ADMIN.post("/accounts", "{\"userName\":\"tried-" + ++number + "\",\"displayName\":\"Tried\"}")
                .json("id");
    }

    private static String group() {
        return ADMIN.post("/groups", "{\"name\":\"tried-" + ++number + "\"}").json("id");
    }

    /** There again when somebody has removed it. */
    private static String connection() {
        if (ADMIN.get("/connections/tried").status() == 404) {
            ADMIN.post("/connections", connection("tried"));
        }
        return "tried";
    }

    private static String connection(String alias) {
        return """
                {"definition":{"alias":"%s","kind":"oidc","clientId":"us","issuer":"https://id.example"},"clientSecret":"x"}
                """.formatted(alias);
    }

    /** A body that would do something. An operation that is new is given one here. */
    static String valid(DescribedOperation operation) {
        String soon = SERVER.clock().instant().plusSeconds(3_600).toString();
        String fresh = "valid-" + ++number;
        String client =
                "{\"definition\":{\"id\":\"%s\",\"kind\":\"service\",\"secret\":\"generated\",\"scopes\":[\"reports\"]}}";
        return switch (operation.toString()) {
            case "POST /accounts" -> "{\"userName\":\"" + fresh + "\",\"displayName\":\"Valid\"}";
            case "PATCH /accounts/{id}" -> "{\"displayName\":\"Valid\"}";
            case "POST /groups", "PATCH /groups/{id}" -> "{\"name\":\"" + fresh + "\"}";
            case "POST /clients" -> client.formatted(fresh);
            case "PUT /clients/{id}" -> "{\"definition\":" + definition() + "}";
            case "PATCH /clients/{id}" -> "{\"definition\":{\"displayName\":\"Valid\"}}";
            case "POST /connections" -> connection(fresh);
            case "PUT /connections/{alias}" -> connection("tried");
            case "PATCH /connections/{alias}" -> "{\"definition\":{\"displayName\":\"Valid\"}}";
            case "POST /clients/{id}/secrets", "POST /keys/rotate" -> "{}";
            case "POST /initial-access-tokens" -> "{\"note\":\"a\",\"uses\":1,\"expiresAt\":\"" + soon + "\"}";
            case "POST /scim-tokens" -> "{\"source\":\"hr\",\"expiresAt\":\"" + soon + "\"}";
            case "PUT /audit/retention/{category}" -> "{\"tier\":\"P5Y\",\"why\":\"Case 1\"}";
            case "POST /audit/holds" -> "{\"from\":\"2026-01-01T00:00:00Z\",\"why\":\"Case 1\"}";
            case "POST /audit/exports" ->
                "{\"format\":\"csv\",\"from\":\"2026-01-01T00:00:00Z\",\"until\":\"2026-02-01T00:00:00Z\"}";
            case "POST /audit/entries" -> "{\"activity\":\"data.read\",\"target\":{\"kind\":\"record\",\"id\":\"7\"}}";
            case "POST /configuration/plan", "PUT /configuration" ->
                "{\"file\":" + ADMIN.get("/configuration").body() + "}";
            default -> throw new AssertionError("Say here what " + operation + " takes");
        };
    }

    private static JsonNode definition() {
        return ADMIN.get("/clients/web").json().path("definition");
    }
}
