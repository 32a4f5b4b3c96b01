package org.gatehouse.server.registration;

import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.gatehouse.server.outgoing.OutgoingCalls;
import org.gatehouse.server.outgoing.OutgoingException;
import org.gatehouse.server.outgoing.OutgoingRequest;
import org.gatehouse.server.outgoing.OutgoingResponse;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what a {@code sector_identifier_uri} says (OpenID Connect Registration section 5): a client is of a sector only
 * when the sector names all of its redirect URIs.
 */
@Component
class SectorIdentifiers {

    private static final int LARGEST = 64 * 1024;

    private final OutgoingCalls calls;

    SectorIdentifiers(OutgoingCalls calls) {
        this.calls = calls;
    }

    /** Calls another server, so never within a transaction. */
    void check(ObjectNode metadata) {
        if (!metadata.has("sector_identifier_uri")) {
            return;
        }
        URI sector = URI.create(metadata.path("sector_identifier_uri").asString());
        Set<String> named = named(sector);
        for (JsonNode uri : metadata.path("redirect_uris")) {
            if (!named.contains(uri.asString())) {
                throw RegistrationException.metadata("sector_identifier_uri does not name each redirect URI.");
            }
            if ("pairwise".equals(metadata.path("subject_type").asString()) && !isOn(sector, uri.asString())) {
                throw RegistrationException.metadata("sector_identifier_uri must be on the host of the redirect URIs.");
            }
        }
    }

    private Set<String> named(URI sector) {
        try {
            OutgoingResponse answer = calls.send(OutgoingRequest.get(sector).readingAtMost(LARGEST));
            JsonNode list = JsonMapper.shared().readTree(answer.isSuccess() ? answer.text() : "{}");
            if (list.isArray()) {
                Set<String> named = new HashSet<>();
                list.forEach(uri -> named.add(uri.asString("")));
                return named;
            }
        } catch (OutgoingException | JacksonException ex) {
            // told below, without what a stranger could learn of this network
        }
        throw RegistrationException.metadata("sector_identifier_uri does not lead to a JSON list of redirect URIs.");
    }

    private static boolean isOn(URI sector, String redirectUri) {
        String host = URI.create(redirectUri).getHost();
        return host != null
                && host.toLowerCase(Locale.ROOT).equals(sector.getHost().toLowerCase(Locale.ROOT));
    }
}
