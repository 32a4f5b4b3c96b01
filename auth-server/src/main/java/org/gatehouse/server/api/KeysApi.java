package org.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.gatehouse.server.keys.KeyAlgorithm;
import org.gatehouse.server.keys.RealmKeys;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /keys}: what the realm signs with, and replacing it. */
@RestController
@RequestMapping("/api/realms/{realm}/keys")
class KeysApi {

    private static final Set<String> ROTATION = Set.of("algorithm");

    private final RealmKeys keys;

    KeysApi(RealmKeys keys) {
        this.keys = keys;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KeyJson(
            String kid,
            String algorithm,
            String state,
            Instant publishedAt,
            Instant signsFrom,
            @Nullable Instant endsAt) {

        static KeyJson of(RealmKeys.View key) {
            return new KeyJson(
                    key.kid(),
                    key.algorithm().code(),
                    key.state().code(),
                    key.publishedAt(),
                    key.signsFrom(),
                    key.endsAt());
        }
    }

    record KeysJson(List<KeyJson> items) {

        static KeysJson of(List<RealmKeys.View> keys) {
            return new KeysJson(keys.stream().map(KeyJson::of).toList());
        }
    }

    @GetMapping
    KeysJson list(@RequestAttribute(CallerFilter.ACTOR) Actor actor) {
        return KeysJson.of(keys.of(actor));
    }

    /** The body may name one algorithm; without one, all are replaced. */
    @PostMapping("/rotate")
    KeysJson rotate(@RequestAttribute(CallerFilter.ACTOR) Actor actor, HttpServletRequest request) {
        return KeysJson.of(keys.rotate(actor, request.getContentLengthLong() == 0 ? null : algorithm(request)));
    }

    @PostMapping("/{kid}/revoke")
    ResponseEntity<Void> revoke(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String kid) {
        if (!keys.revoke(actor, kid)) {
            throw ApiException.notFound("There is no such key, or it is out of use already.");
        }
        return ResponseEntity.noContent().build();
    }

    private static @Nullable KeyAlgorithm algorithm(HttpServletRequest request) {
        String name = JsonBody.of(request, ROTATION).text("algorithm");
        return name == null
                ? null
                : KeyAlgorithm.find(name)
                        .orElseThrow(() -> ApiException.invalid("'algorithm' must be one of "
                                + Arrays.stream(KeyAlgorithm.values())
                                        .map(KeyAlgorithm::code)
                                        .toList()
                                + "."));
    }
}
