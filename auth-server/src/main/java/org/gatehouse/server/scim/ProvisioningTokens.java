package org.gatehouse.server.scim;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.ScimScope;
import org.gatehouse.server.federation.ProvisioningSources;
import org.gatehouse.server.federation.ProvisioningSources.Origin;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.Attempts;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What administrators do about provisioning tokens. Nobody makes one that may do what they may not do themselves. */
@Component
@Transactional
public class ProvisioningTokens {

    /** A token that is good for longer is one that nobody remembers. */
    public static final Duration LONGEST = Duration.ofDays(365);

    private static final int MOST = 100;
    private static final Pattern SOURCE = Pattern.compile("scim:[a-z0-9][a-z0-9-]{0,63}");

    private final ProvisioningTokenRows rows;
    private final ProvisioningSources sources;
    private final Realms realms;
    private final Attempts attempts;
    private final Trail trail;
    private final Clock clock;

    ProvisioningTokens(
            ProvisioningTokenRows rows,
            ProvisioningSources sources,
            Realms realms,
            Attempts attempts,
            Trail trail,
            Clock clock) {
        this.rows = rows;
        this.sources = sources;
        this.realms = realms;
        this.attempts = attempts;
        this.trail = trail;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<ProvisioningToken> all(Actor actor) {
        actor.require(Permission.CLIENTS_READ);
        return rows.all(actor.realm());
    }

    /**
     * Makes a token.
     *
     * @param source {@code scim:name}, or {@code connection:alias} with the tenant where the provider has several
     *     ({@code connection:alias/tenant}); a token that replaces another has the same
     * @throws ProvisioningTokenException when a value is out of bounds, or there are too many
     */
    public MadeProvisioningToken create(Actor actor, String source, Instant expiresAt) {
        return attempt(actor, () -> {
            requireRights(actor);
            check(expiresAt);
            Realm realm = realms.lock(actor.realm().name());
            Named named = named(realm, source);
            if (rows.all(realm).size() >= MOST) {
                throw new ProvisioningTokenException(
                        ProvisioningTokenException.Reason.TOO_MANY, "There are too many tokens; revoke some first.");
            }
            MadeProvisioningToken made = rows.create(realm, named.source(), named.issuer(), expiresAt);
            record(actor, made.token(), null, named.source() + " until " + expiresAt);
            return made;
        });
    }

    /** @throws ProvisioningTokenException when there is none of this id */
    public void revoke(Actor actor, UUID id) {
        attempt(actor, () -> {
            requireRights(actor);
            ProvisioningToken token = rows.delete(actor.realm(), id)
                    .orElseThrow(() -> new ProvisioningTokenException(
                            ProvisioningTokenException.Reason.NOT_FOUND, "The realm has no such token."));
            record(actor, token, token.source() + " until " + token.expiresAt(), null);
            return token;
        });
    }

    private static void requireRights(Actor actor) {
        actor.require(Permission.CLIENTS_WRITE);
        actor.requireCovering(ScimScope.PERMISSIONS);
    }

    private record Named(String source, @Nullable String issuer) {}

    private Named named(Realm realm, String source) {
        if (SOURCE.matcher(source).matches()) {
            return new Named(source, null);
        }
        Origin origin = sources.find(realm, source)
                .orElseThrow(() -> new ProvisioningTokenException(
                        ProvisioningTokenException.Reason.INVALID,
                        "A provisioning client's own name is 1 to 64 lower-case letters, digits and hyphens; a connection"
                                + " is one of the realm's, with one of its tenants where it has several."));
        return new Named(sources.name(origin.connection(), origin.issuer()).orElseThrow(), origin.issuer());
    }

    private void check(Instant expiresAt) {
        Instant now = clock.instant();
        if (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(LONGEST))) {
            throw new ProvisioningTokenException(
                    ProvisioningTokenException.Reason.INVALID,
                    "A token expires within " + LONGEST.toDays() + " days from now.");
        }
    }

    private <T> T attempt(Actor actor, Supplier<T> change) {
        Party realm = Party.realm(actor.realm().name());
        return attempts.make(actor, Activity.REALM_CHANGED, event -> event.target(realm), change);
    }

    private void record(Actor actor, ProvisioningToken token, @Nullable String before, @Nullable String after) {
        trail.record(trail.event(actor.realm(), Activity.REALM_CHANGED, actor.client(), null)
                .actor(actor.party())
                .target(Party.realm(actor.realm().name()))
                .changes(List.of(Change.of("provisioning/token/" + token.id(), before, after))));
    }
}
