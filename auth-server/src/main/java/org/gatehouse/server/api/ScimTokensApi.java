package org.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.scim.MadeProvisioningToken;
import org.gatehouse.server.scim.ProvisioningToken;
import org.gatehouse.server.scim.ProvisioningTokens;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /scim-tokens}: which directories provision the realm with a token of their own. */
@RestController
@RequestMapping("/api/realms/{realm}/scim-tokens")
class ScimTokensApi {

    private static final Set<String> BODY = Set.of("source", "connection", "tenant", "expiresAt");

    private static final String OWN_NAME = "scim:";
    private static final String CONNECTION = "connection:";

    private final ProvisioningTokens tokens;

    ScimTokensApi(ProvisioningTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * @param source the provisioning client's own name; null when it is a connection's
     * @param tenant whose people it announces, where the connection's provider has tenants
     * @param value in clear; only in the answer to its making
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Json(
            UUID id,
            @Nullable String source,
            @Nullable String connection,
            @Nullable String tenant,
            Instant createdAt,
            Instant expiresAt,
            @Nullable String value) {

        static Json of(ProvisioningToken token) {
            return of(token, null);
        }

        static Json of(ProvisioningToken token, @Nullable String value) {
            String[] connection = named(token, CONNECTION).split("/", 2);
            return new Json(
                    token.id(),
                    given(named(token, OWN_NAME)),
                    given(connection[0]),
                    connection.length == 2 ? connection[1] : null,
                    token.createdAt(),
                    token.expiresAt(),
                    value);
        }

        private static String named(ProvisioningToken token, String kind) {
            return token.source().startsWith(kind) ? token.source().substring(kind.length()) : "";
        }

        private static @Nullable String given(String name) {
            return name.isEmpty() ? null : name;
        }

        @Override
        public String toString() {
            return "provisioning token " + id; // a record would print the value
        }
    }

    record TokensJson(List<Json> items) {}

    @GetMapping
    TokensJson list(@RequestAttribute(CallerFilter.ACTOR) Actor actor) {
        return new TokensJson(tokens.all(actor).stream().map(Json::of).toList());
    }

    @PostMapping
    ResponseEntity<Json> create(@RequestAttribute(CallerFilter.ACTOR) Actor actor, HttpServletRequest request) {
        JsonBody body = JsonBody.of(request, BODY);
        MadeProvisioningToken made = tokens.create(actor, source(body), Times.require(body, "expiresAt"));
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(Json.of(made.token(), made.value()));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> revoke(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        tokens.revoke(actor, Ids.parse("id", id));
        return ResponseEntity.noContent().build();
    }

    private static String source(JsonBody body) {
        String source = body.text("source");
        String connection = body.text("connection");
        if ((source == null) == (connection == null)) {
            throw ApiException.invalid(
                    "Name the provisioning client by 'source', or by its 'connection': one of them.");
        }
        String tenant = body.text("tenant");
        if (source != null && tenant != null) {
            throw ApiException.invalid("A tenant is one of the connection's.");
        }
        return source != null ? OWN_NAME + source : CONNECTION + connection + (tenant == null ? "" : "/" + tenant);
    }
}
