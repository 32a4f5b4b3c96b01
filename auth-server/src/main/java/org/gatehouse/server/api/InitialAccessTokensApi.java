package org.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.server.registration.InitialAccessToken;
import org.gatehouse.server.registration.MadeToken;
import org.gatehouse.server.registration.RegistrationAdministration;
import org.gatehouse.server.rights.Actor;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /initial-access-tokens}: who may register clients. */
@RestController
@RequestMapping("/api/realms/{realm}/initial-access-tokens")
class InitialAccessTokensApi {

    private static final Set<String> BODY = Set.of("note", "uses", "expiresAt");

    private final RegistrationAdministration registrations;

    InitialAccessTokensApi(RegistrationAdministration registrations) {
        this.registrations = registrations;
    }

    /** @param value in clear; only in the answer to its making */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Json(
            UUID id,
            String note,
            int usesLeft,
            Instant createdAt,
            Instant expiresAt,
            @Nullable String value) {

        static Json of(InitialAccessToken token) {
            return of(token, null);
        }

        static Json of(InitialAccessToken token, @Nullable String value) {
            return new Json(token.id(), token.note(), token.usesLeft(), token.createdAt(), token.expiresAt(), value);
        }

        @Override
        public String toString() {
            return "initial access token " + id; // a record would print the value
        }
    }

    @GetMapping
    Paging.Page<Json> list(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer size) {
        int limit = Paging.size(size);
        return Paging.page(
                registrations.tokens(actor, Paging.after(cursor), limit + 1),
                limit,
                last -> Paging.cursor(last.id()),
                Json::of);
    }

    @PostMapping
    ResponseEntity<Json> create(@RequestAttribute(CallerFilter.ACTOR) Actor actor, HttpServletRequest request) {
        JsonBody body = JsonBody.of(request, BODY);
        MadeToken made = registrations.createToken(
                actor,
                Objects.toString(body.text("note"), "").strip(),
                body.number("uses", 1),
                Times.require(body, "expiresAt"));
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(Json.of(made.token(), made.value()));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> revoke(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        registrations.revokeToken(actor, Ids.parse("id", id));
        return ResponseEntity.noContent().build();
    }
}
