package org.gatehouse.server.registration;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.gatehouse.realm.client.RegistrationPolicy;
import org.gatehouse.server.clients.ClientSecrets;
import org.gatehouse.server.clients.SelfRegistered;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.SignInThrottle;
import org.gatehouse.server.signin.SignInThrottle.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Client registration (RFC 7591) and its management (RFC 7592). */
@RestController
@RequestMapping("/realms/{realm}" + RegistrationController.ENDPOINT)
class RegistrationController {

    /** Below a realm's issuer. */
    static final String ENDPOINT = "/connect/register";

    private final Registrations registrations;
    private final InitialAccessTokens tokens;
    private final SectorIdentifiers sectors;
    private final ClientSecrets secrets;
    private final SignInThrottle throttle;
    private final RegistrationEntries entries;

    RegistrationController(
            Registrations registrations,
            InitialAccessTokens tokens,
            SectorIdentifiers sectors,
            ClientSecrets secrets,
            SignInThrottle throttle,
            RegistrationEntries entries) {
        this.registrations = registrations;
        this.tokens = tokens;
        this.sectors = sectors;
        this.secrets = secrets;
        this.throttle = throttle;
        this.entries = entries;
    }

    @PostMapping
    ResponseEntity<ObjectNode> register(HttpServletRequest request) {
        Realm realm = CurrentRequest.currentRealm();
        RegistrationPolicy policy = realm.definition().registration();
        if (!policy.enabled()) { // as if there were no such endpoint: the metadata names none
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return answered(realm, null, () -> {
            Optional<UUID> token = initialToken(realm, policy, request);
            ObjectNode metadata = metadata(policy, RegistrationRequest.read(request));
            Registered made = registrations.register(realm, metadata, token.orElse(null));
            return ResponseEntity.status(HttpStatus.CREATED)
                    .cacheControl(CacheControl.noStore())
                    .body(answer(realm, made));
        });
    }

    @GetMapping("/{client}")
    ResponseEntity<ObjectNode> view(@PathVariable String client, HttpServletRequest request) {
        Realm realm = CurrentRequest.currentRealm();
        return answered(realm, null, () -> {
            String token = managementToken(request);
            return ok(answer(realm, new Registered(own(realm, client, token), null, token)));
        });
    }

    @PutMapping("/{client}")
    ResponseEntity<ObjectNode> update(@PathVariable String client, HttpServletRequest request) {
        Realm realm = CurrentRequest.currentRealm();
        String token = answered(realm, null, () -> managementToken(request));
        answered(realm, null, () -> own(realm, client, token));
        return answered(realm, client, () -> {
            RegistrationPolicy policy = realm.definition().registration();
            if (!policy.enabled()) {
                throw RegistrationException.denied("The realm has closed its registration.");
            }
            ObjectNode sent = RegistrationRequest.read(request);
            checkIdentity(realm, client, sent);
            return ok(answer(realm, registrations.update(realm, client, token, metadata(policy, sent))));
        });
    }

    @DeleteMapping("/{client}")
    ResponseEntity<Void> delete(@PathVariable String client, HttpServletRequest request) {
        Realm realm = CurrentRequest.currentRealm();
        return answered(realm, null, () -> {
            registrations.delete(realm, client, managementToken(request));
            return ResponseEntity.noContent()
                    .cacheControl(CacheControl.noStore())
                    .<Void>build();
        });
    }

    @ExceptionHandler
    ResponseEntity<ObjectNode> refused(RegistrationException ex) {
        ObjectNode error = JsonMapper.shared()
                .createObjectNode()
                .put("error", ex.error())
                .put("error_description", ex.getMessage());
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(ex.status()).cacheControl(CacheControl.noStore());
        if (ex.status() == HttpStatus.UNAUTHORIZED) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"" + ex.error() + "\"");
        }
        Duration wait = ex.waitFor();
        if (wait != null) {
            answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds() + 1));
        }
        return answer.body(error);
    }

    /** A refusal has its entry before its answer. */
    private <T> T answered(Realm realm, @Nullable String client, Supplier<T> work) {
        try {
            return work.get();
        } catch (RegistrationException ex) {
            entries.refused(realm, client, ex.error());
            throw ex;
        }
    }

    /** Who brings a good token is bounded by its uses; everybody else by where they come from. */
    private Optional<UUID> initialToken(Realm realm, RegistrationPolicy policy, HttpServletRequest request) {
        Optional<String> sent = RegistrationTokens.of(request.getHeader(HttpHeaders.AUTHORIZATION));
        Optional<UUID> good = sent.flatMap(token -> tokens.find(realm, token));
        if (good.isEmpty()) {
            count(realm);
        }
        if (good.isEmpty() && (policy.tokenRequired() || request.getHeader(HttpHeaders.AUTHORIZATION) != null)) {
            throw RegistrationException.token();
        }
        return good;
    }

    private static String managementToken(HttpServletRequest request) {
        return RegistrationTokens.of(request.getHeader(HttpHeaders.AUTHORIZATION))
                .orElseThrow(RegistrationException::token);
    }

    /** One answer for a wrong token and for a client that is not there (RFC 7592 section 2.1). */
    private SelfRegistered own(Realm realm, String client, String token) {
        return registrations.find(realm, client, token).orElseThrow(RegistrationException::token);
    }

    private void count(Realm realm) {
        Duration wait = throttle.countNetwork(
                realm, Kind.REGISTRATION, CurrentRequest.get().address());
        if (!wait.isZero()) {
            throw RegistrationException.tooMany(wait);
        }
    }

    private ObjectNode metadata(RegistrationPolicy policy, ObjectNode sent) {
        ObjectNode metadata = MetadataFields.of(sent);
        MetadataPolicy.apply(policy, metadata);
        sectors.check(metadata);
        return metadata;
    }

    /** RFC 7592 section 2.2: what the server gave out is not the client's to choose. */
    private void checkIdentity(Realm realm, String client, ObjectNode sent) {
        if (!client.equals(sent.path("client_id").asString(""))) {
            throw RegistrationException.metadata("client_id must be that of the client.");
        }
        for (String name : new String[] {
            "registration_access_token", "registration_client_uri", "client_secret_expires_at", "client_id_issued_at"
        }) {
            if (sent.has(name)) {
                throw RegistrationException.metadata("This must not be sent: " + name);
            }
        }
        if (sent.has("client_secret")
                && !secrets.isCurrent(realm, client, sent.path("client_secret").asString(""))) {
            throw RegistrationException.metadata("client_secret is not the one the client has.");
        }
    }

    private static ResponseEntity<ObjectNode> ok(ObjectNode body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }

    private static ObjectNode answer(Realm realm, Registered registered) {
        SelfRegistered client = registered.client();
        String id = client.definition().id();
        ObjectNode answer = JsonMapper.shared()
                .createObjectNode()
                .put("client_id", id)
                .put("client_id_issued_at", client.registeredAt().getEpochSecond());
        if (registered.secret() != null) {
            answer.put("client_secret", registered.secret().value());
        }
        if (client.definition().authMethod().usesSecret()) {
            answer.put("client_secret_expires_at", 0);
        }
        answer.put("registration_access_token", registered.token())
                .put("registration_client_uri", realm.issuer() + ENDPOINT + "/" + id);
        answer.setAll(Registrations.json(client));
        return answer;
    }
}
