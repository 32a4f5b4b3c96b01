package org.gatehouse.server.federation;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.federation.UpstreamSessionRows.Named;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.SessionOrigin;
import org.gatehouse.server.signin.SignInOverException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Remembers from which session at a provider a sign-in came, so that it ends with it. It is kept from the moment the ID token
 * is believed: what ends while the person is still asked for a second factor here never begins.
 */
@Component
class UpstreamSessions implements SessionOrigin {

    /** An address with it has to pass every proxy between here and the provider. */
    private static final int LONGEST_HINT = 4096;

    private static final int LONGEST_NAME = 1024;

    private final UpstreamSessionRows rows;
    private final UpstreamSessionSeal seal;
    private final Kinds kinds;

    UpstreamSessions(UpstreamSessionRows rows, UpstreamSessionSeal seal, Kinds kinds) {
        this.rows = rows;
        this.seal = seal;
        this.kinds = kinds;
    }

    /**
     * @return what names it to the sign-in that follows
     * @throws UpstreamRefusedException when the provider has said already that the session is over
     */
    String keep(Realm realm, Connection connection, Believed answer) {
        UUID id = UUID.randomUUID(); // known to nobody else, so that it can stand in an address
        JWTClaimsSet claims = answer.claims();
        Named named = named(realm, connection, claims.getIssuer(), text(claims, "sid"), claims.getSubject());
        byte[] hints = seal.seal(realm, id, hints(connection, answer));
        if (!rows.insert(realm, id, connection, named, hints)) {
            throw new UpstreamRefusedException(Refusal.SESSION_OVER, "The provider has ended the session meanwhile");
        }
        return id.toString();
    }

    @Override
    public void begins(Realm realm, String origin, SignedInAccount signedIn) {
        if (!rows.begin(realm, UUID.fromString(origin), signedIn)) {
            throw new SignInOverException(null);
        }
    }

    /** Somebody signs out here; empty when they came from no provider. */
    Optional<String> leave(Realm realm, SignedInAccount person) {
        return rows.leave(realm, person.reference()).map(UUID::toString);
    }

    /** The connection of somebody who signed out here a while ago. */
    Optional<Connection> left(Realm realm, @Nullable String id) {
        return uuid(id).flatMap(known -> rows.left(realm, known)).flatMap(alias -> Connections.find(realm, alias));
    }

    /** By what the provider knows who has just signed out here; good once. */
    Optional<SignOutHints> hints(Realm realm, Connection connection, @Nullable String id) {
        return uuid(id).flatMap(known ->
                rows.takeHints(realm, known, connection).flatMap(found -> seal.open(realm, known, found)));
    }

    Named named(Realm realm, Connection connection, String issuer, @Nullable String session, @Nullable String subject) {
        return new Named(
                session == null ? null : seal.session(realm, connection, issuer, session),
                subject == null ? null : seal.subject(realm, connection, issuer, subject));
    }

    private SignOutHints hints(Connection connection, Believed answer) {
        boolean takesToken =
                kinds.of(connection).takesIdTokenHint() && answer.idToken().length() <= LONGEST_HINT;
        return new SignOutHints(takesToken ? answer.idToken() : null, text(answer.claims(), "login_hint"));
    }

    static @Nullable String text(JWTClaimsSet claims, String name) {
        Object value = claims.getClaim(name);
        return value instanceof String text && !text.isBlank() && text.length() <= LONGEST_NAME ? text : null;
    }

    private static Optional<UUID> uuid(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(UUID::fromString);
        } catch (IllegalArgumentException ex) {
            return Optional.empty();
        }
    }
}
