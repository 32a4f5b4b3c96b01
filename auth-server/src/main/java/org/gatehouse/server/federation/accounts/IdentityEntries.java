package org.gatehouse.server.federation.accounts;

import java.util.List;
import java.util.regex.Pattern;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.federation.EntraId;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.federation.Connections;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the trail keeps of people who come from a provider: by which connection, vouched for by whom, never their subject. */
@Component
class IdentityEntries {

    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Nobody has more than a few. */
    private static final int MOST_ROLES = 20;

    private static final Pattern NAME = Pattern.compile("[!-~]{1,200}");

    private final Trail trail;
    private final Accounts accounts;
    private final IdentityRows links;

    IdentityEntries(Trail trail, Accounts accounts, IdentityRows links) {
        this.trail = trail;
        this.accounts = accounts;
        this.links = links;
    }

    /** They came, and are who that account is. */
    void arrived(Realm realm, Party person, UpstreamIdentity identity) {
        trail.record(login(realm, identity).actor(person));
    }

    /** They came and do not get in, or not yet. */
    void turnedAway(Realm realm, UpstreamIdentity identity, String reason) {
        Party person = links.find(realm, identity.connection(), identity.issuer(), identity.subject())
                .flatMap(link -> accounts.find(realm, link.account()))
                .map(accounts::party)
                .orElseGet(Party::anonymous);
        trail.recordAtOnce(
                login(realm, identity).actor(person).outcome(Outcome.DENIED).reason(reason));
    }

    /** The account is theirs from now on. */
    void linked(Realm realm, Party actor, Party account, UpstreamIdentity identity) {
        trail.record(link(realm, Activity.FEDERATION_LINKED, identity.connection(), identity.issuer())
                .actor(actor)
                .target(account));
    }

    /** The connection knows them by another subject from now on. */
    void renamed(Realm realm, FederatedIdentity link) {
        trail.record(link(realm, Activity.FEDERATION_LINKED, link.connection(), link.issuer())
                .actor(Party.system())
                .target(accounts.find(realm, link.account())
                        .map(accounts::party)
                        .orElse(null))
                .reason("former-subject"));
    }

    /** It does not become theirs. */
    void notLinked(Realm realm, Party actor, UpstreamIdentity identity, String reason) {
        trail.recordAtOnce(link(realm, Activity.FEDERATION_LINKED, identity.connection(), identity.issuer())
                .actor(actor)
                .outcome(Outcome.DENIED)
                .reason(reason));
    }

    /** It is theirs no more. */
    AuditEvent.Builder unlinked(
            Realm realm, FederatedIdentity link, @Nullable String client, @Nullable String session) {
        return trail.event(realm, Activity.FEDERATION_UNLINKED, client, session)
                .detail("connection", link.connection())
                .detail("issuer", link.issuer());
    }

    private AuditEvent.Builder login(Realm realm, UpstreamIdentity identity) {
        return link(realm, Activity.FEDERATION_LOGIN, identity.connection(), identity.issuer())
                .detail("guest", String.valueOf(identity.profile().guest()))
                .detail("idp", identity.profile().guest() ? said(identity, "idp") : null)
                .detail("token", token(identity))
                .detail("groups", identity.profile().groups().source().code())
                .detail(
                        "count",
                        String.valueOf(identity.profile().groups().names().size()))
                .detail(
                        "took",
                        String.valueOf(identity.profile().groups().took().toMillis()))
                .detail("wids", isOfEntraId(realm, identity) ? directoryRoles(identity) : null);
    }

    /** With another provider a claim of that name says whatever it says. */
    private static boolean isOfEntraId(Realm realm, UpstreamIdentity identity) {
        return Connections.find(realm, identity.connection())
                .filter(connection -> connection.provider() instanceof EntraId)
                .isPresent();
    }

    /** They map to nothing here. An auditor finds by them who administers a tenant, and may make anybody of it. */
    private static @Nullable String directoryRoles(UpstreamIdentity identity) {
        return identity.claims().get("wids") instanceof List<?> said
                ? said.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .filter(template -> GUID.matcher(template).matches())
                        .sorted()
                        .limit(MOST_ROLES)
                        .reduce((all, next) -> all + " " + next)
                        .orElse(null)
                : null;
    }

    private static @Nullable String token(UpstreamIdentity identity) {
        String registered = said(identity, "jti");
        return registered == null ? said(identity, "uti") : registered;
    }

    /** What an entry can hold of a claim: a name of something, not whatever somebody writes. */
    private static @Nullable String said(UpstreamIdentity identity, String claim) {
        return identity.claims().get(claim) instanceof String text
                        && NAME.matcher(text).matches()
                ? text
                : null;
    }

    private AuditEvent.Builder link(Realm realm, Activity activity, String connection, String issuer) {
        return trail.event(realm, activity).detail("connection", connection).detail("issuer", issuer);
    }
}
