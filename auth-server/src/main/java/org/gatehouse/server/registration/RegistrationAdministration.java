package org.gatehouse.server.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.PlainText;
import org.gatehouse.server.clients.SelfRegistered;
import org.gatehouse.server.clients.SelfRegisteredClients;
import org.gatehouse.server.configuration.ClientException;
import org.gatehouse.server.configuration.ClientException.Reason;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.Attempts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What administrators see and do about clients that register themselves: who may, which there are, and ending one. */
@Component
public class RegistrationAdministration {

    /** A token that is good for longer is one that nobody remembers. */
    public static final Duration LONGEST = Duration.ofDays(365);

    /** How many clients one token lets register at most. */
    public static final int MOST_USES = 1_000;

    private static final int MOST_TOKENS = 1_000;
    private static final int LONGEST_NOTE = 100;

    private final Realms realms;
    private final SelfRegisteredClients clients;
    private final Registrations registrations;
    private final InitialAccessTokens tokens;
    private final RegistrationEntries entries;
    private final Attempts attempts;
    private final Clock clock;

    RegistrationAdministration(
            Realms realms,
            SelfRegisteredClients clients,
            Registrations registrations,
            InitialAccessTokens tokens,
            RegistrationEntries entries,
            Attempts attempts,
            Clock clock) {
        this.realms = realms;
        this.clients = clients;
        this.registrations = registrations;
        this.tokens = tokens;
        this.entries = entries;
        this.attempts = attempts;
        this.clock = clock;
    }

    /**
     * Clients in the order of their ids.
     *
     * @param after the last id of the page before; empty for the first page
     * @param text in lower case, what their metadata must contain; empty for all
     */
    public List<SelfRegistered> page(Actor actor, String after, String text, int limit) {
        actor.require(Permission.CLIENTS_READ);
        return clients.page(actor.realm(), after, text, limit);
    }

    public SelfRegistered get(Actor actor, String id) {
        actor.require(Permission.CLIENTS_READ);
        return clients.find(actor.realm(), id).orElseThrow(ClientException::notFound);
    }

    /** Ends the client and everything obtained through it. */
    @Transactional
    public void delete(Actor actor, String id) {
        Optional<Party> target = clients.find(actor.realm(), id).map(client -> Party.client(id));
        attempt(actor, Activity.CLIENT_CHANGED, Attempts.target("client", target), () -> {
            actor.require(Permission.CLIENTS_WRITE);
            SelfRegistered client = clients.lock(actor.realm(), id).orElseThrow(ClientException::notFound);
            registrations.delete(actor.realm(), client, actor.party(), actor.client());
            return true;
        });
    }

    public List<InitialAccessToken> tokens(Actor actor, @Nullable UUID after, int limit) {
        actor.require(Permission.CLIENTS_READ);
        return tokens.page(actor.realm(), after, limit);
    }

    /**
     * Makes an initial access token.
     *
     * @param uses how many clients it lets register
     * @throws ClientException when there are too many, or a value is out of bounds
     */
    @Transactional
    public MadeToken createToken(Actor actor, String note, int uses, Instant expiresAt) {
        return attempt(actor, Activity.REALM_CHANGED, Party.realm(actor.realm().name()), () -> {
            actor.require(Permission.CLIENTS_WRITE);
            check(note, uses, expiresAt);
            Realm realm = realms.lock(actor.realm().name());
            if (tokens.count(realm) >= MOST_TOKENS) {
                throw new ClientException(Reason.WRONG_STATE, "There are too many tokens; revoke some first.");
            }
            MadeToken made = tokens.create(realm, note, uses, expiresAt);
            entries.token(
                    realm, actor.party(), actor.client(), made.token().id(), null, uses + " uses until " + expiresAt);
            return made;
        });
    }

    @Transactional
    public void revokeToken(Actor actor, UUID id) {
        attempt(actor, Activity.REALM_CHANGED, Party.realm(actor.realm().name()), () -> {
            actor.require(Permission.CLIENTS_WRITE);
            if (!tokens.delete(actor.realm(), id)) {
                throw new ClientException(Reason.NOT_FOUND, "The realm has no such token.");
            }
            entries.token(actor.realm(), actor.party(), actor.client(), id, "valid", null);
            return true;
        });
    }

    private void check(String note, int uses, Instant expiresAt) {
        Instant now = clock.instant();
        if (!note.isEmpty() && !PlainText.isValid(note, LONGEST_NOTE)) {
            throw new ClientException(Reason.INVALID, "The note is text of at most " + LONGEST_NOTE + " characters.");
        }
        if (uses < 1 || uses > MOST_USES) {
            throw new ClientException(Reason.INVALID, "A token is for 1 to " + MOST_USES + " clients.");
        }
        if (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(LONGEST))) {
            throw new ClientException(Reason.INVALID, "A token expires within " + LONGEST.toDays() + " days from now.");
        }
    }

    private <T> T attempt(Actor actor, Activity activity, Party target, Supplier<T> change) {
        return attempts.make(actor, activity, event -> event.target(target), change);
    }
}
