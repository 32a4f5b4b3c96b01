package org.gatehouse.server.tokens;

import java.util.Collection;
import java.util.Set;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The entries about tokens. Each is durable before the answer it is about can leave. */
@Component
class TokenTrail {

    private final Trail trail;

    TokenTrail(Trail trail) {
        this.trail = trail;
    }

    void codeIssued(Realm realm, TokenFamily family) {
        record(realm, Activity.CODE_ISSUED, family);
    }

    void issued(Realm realm, TokenFamily family) {
        record(realm, Activity.TOKEN_ISSUED, family);
    }

    void refreshed(Realm realm, TokenFamily family) {
        record(realm, Activity.TOKEN_REFRESHED, family);
    }

    void revoked(Realm realm, TokenFamily family) {
        record(realm, Activity.TOKEN_REVOKED, family);
    }

    void issuedToClient(Realm realm, String clientId, Set<String> scopes) {
        trail.record(trail.event(realm, Activity.TOKEN_ISSUED, clientId, null)
                .actor(Party.client(clientId))
                .detail("grant", "client_credentials")
                .detail("scope", String.join(" ", scopes)));
    }

    /** @param asking the client that is told, which may be another than the token's */
    void confirmed(Realm realm, String asking, @Nullable TokenFamily family, String owner, Collection<String> scopes) {
        trail.record(
                trail.event(realm, Activity.TOKEN_CONFIRMED, asking, family == null ? null : family.sessionReference())
                        .actor(Party.client(asking))
                        .target(family == null ? Party.client(owner) : family.person())
                        .detail("family", family == null ? null : family.id().toString())
                        .detail("scope", String.join(" ", scopes)));
    }

    void revokedOfClient(Realm realm, String clientId) {
        trail.record(trail.event(realm, Activity.TOKEN_REVOKED, clientId, null).actor(Party.client(clientId)));
    }

    void replayed(Realm realm, TokenFamily family, String reason) {
        trail.record(trail.event(realm, Activity.TOKEN_REPLAYED, family.clientId(), family.sessionReference())
                .actor(Party.client(family.clientId()))
                .target(family.person())
                .outcome(Outcome.DENIED)
                .reason(reason)
                .detail("family", family.id().toString()));
    }

    private void record(Realm realm, Activity activity, TokenFamily family) {
        trail.record(trail.event(realm, activity, family.clientId(), family.sessionReference())
                .actor(family.person())
                .target(Party.client(family.clientId()))
                .detail("family", family.id().toString())
                .detail("scope", String.join(" ", family.scopes())));
    }
}
