package org.gatehouse.server.tokenexchange;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatehouse.server.session.SignedInAccount;

/**
 * An exchange that was found right.
 *
 * @param person whom the subject token is about
 * @param actor {@code iss}, {@code sub} and {@code client_id} of whoever acts
 * @param act the claim of the new token
 * @param audience of the new token; empty means the client itself
 * @param endsAt when the subject token ends
 */
record Exchange(
        SignedInAccount person,
        Map<String, String> actor,
        Map<String, Object> act,
        List<String> audience,
        Set<String> scopes,
        Instant endsAt) {

    Exchange {
        actor = Map.copyOf(actor);
        act = Map.copyOf(act);
        audience = List.copyOf(audience);
        scopes = Set.copyOf(scopes);
    }
}
