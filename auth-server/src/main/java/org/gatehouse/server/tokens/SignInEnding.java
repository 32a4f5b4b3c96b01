package org.gatehouse.server.tokens;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.devices.Devices;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.SignInEnds;
import org.gatehouse.server.directory.SignInEpochs;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SessionEndedException;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.session.StoredSessions;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ends sign-ins: the browser session, everything obtained through it, and the entry about it. Always within the caller's
 * transaction, so that a change and what it ends are one: all of it is there, or nothing.
 *
 * <p>Sessions go before families, and families before devices. Whoever is about to add a family to a session then either
 * adds it in time to be ended, or finds the session gone; and nobody waits in a circle. What ends all of a person's sign-ins
 * begins a new epoch of the account before, so that those which are no session yet are ended too.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class SignInEnding implements SignInEnds {

    private final SignInEpochs epochs;
    private final StoredSessions sessions;
    private final TokenFamilies families;
    private final Devices devices;
    private final ObjectProvider<EndedAlong> along;
    private final SignedOutClients clients;
    private final Trail trail;

    SignInEnding(
            SignInEpochs epochs,
            StoredSessions sessions,
            TokenFamilies families,
            Devices devices,
            ObjectProvider<EndedAlong> along,
            SignedOutClients clients,
            Trail trail) {
        this.epochs = epochs;
        this.sessions = sessions;
        this.families = families;
        this.devices = devices;
        this.along = along;
        this.clients = clients;
        this.trail = trail;
    }

    /** Signs a person out of one browser; tells which clients took part in the sign-in. */
    public Set<ClientSession> signOut(Realm realm, SignedInAccount signedIn, Party person) {
        sessions.end(signedIn);
        return endObtained(realm, signedIn, person);
    }

    /** The same, where the browser's session goes on as somebody else's. */
    public Set<ClientSession> giveUp(Realm realm, SignedInAccount signedIn, Party person) {
        sessions.disown(signedIn);
        return endObtained(realm, signedIn, person);
    }

    private Set<ClientSession> endObtained(Realm realm, SignedInAccount signedIn, Party person) {
        List<EndedFamily> ended = families.endSession(realm, signedIn.account(), signedIn.reference(), "signed-out");
        devices.remove(realm, signedIn.account(), devicesOf(ended), person, "signed-out");
        trail.record(trail.event(realm, Activity.AUTH_LOGOUT, null, signedIn.reference())
                .actor(person));
        return clients.ofSignIns(realm, signedIn.account(), List.of(signedIn.reference()), ended);
    }

    /** Ends one sign-in of a person, with what it obtained; false when it had ended before. */
    public boolean endOne(Realm realm, Account account, String reference, Party actor, String reason) {
        return endOne(realm, account, reference, actor, reason, null);
    }

    /** @param connection by which a provider said that it is over; null when none did */
    public boolean endOne(
            Realm realm, Account account, String reference, Party actor, String reason, @Nullable String connection) {
        boolean open = sessions.end(realm, account.subject(), reference);
        List<EndedFamily> ended = families.endSession(realm, account.subject(), reference, reason);
        devices.remove(realm, account.subject(), devicesOf(ended), actor, reason);
        clients.ofSignIns(realm, account.subject(), open ? List.of(reference) : List.of(), ended);
        if (open || !ended.isEmpty()) {
            Party person = Party.account(account.subject(), account.displayName(), null);
            trail.record(
                    ended(realm, reference, reason).actor(actor).target(person).detail("connection", connection));
        }
        return open || !ended.isEmpty();
    }

    /** Signs a person's device out; false when they have no such device. */
    public boolean signOutDevice(Realm realm, SignedInAccount signedIn, Party person, UUID device) {
        return endDevice(realm, signedIn.account(), device, person, "device-signed-out");
    }

    /** The same, in whosever name; the entry about the device says it. */
    public boolean endDevice(Realm realm, UUID account, UUID device, Party actor, String reason) {
        List<EndedFamily> ended = families.endDevice(realm, account, device, reason);
        devices.remove(realm, account, devicesOf(ended), actor, reason);
        clients.ofFamilies(realm, account, ended);
        return !ended.isEmpty();
    }

    /** Ends everything a person obtained through one client; their sessions here stay. */
    public void endApp(Realm realm, SignedInAccount signedIn, Party person, String client, String reason) {
        List<EndedFamily> ended = families.endApp(realm, signedIn.account(), client, reason);
        devices.remove(realm, signedIn.account(), devicesOf(ended), person, reason);
        clients.ofFamilies(realm, signedIn.account(), ended);
        ended.stream()
                .filter(family -> family.device() == null) // else the entry about the device says it
                .forEach(family ->
                        trail.record(revoked(realm, family, signedIn, reason).actor(person)));
    }

    /**
     * Ends the person's other sign-ins, and everything this one obtained for relying apps; its session stays.
     *
     * @throws SessionEndedException when that has ended meanwhile
     */
    public void endOthers(Realm realm, SignedInAccount kept, Party person, String reason) {
        if (!epochs.nextKeeping(realm, kept.account(), kept.epoch(), kept.reference())) {
            throw new SessionEndedException();
        }
        Set<String> references = new TreeSet<>(sessions.endOthers(realm, kept));
        List<EndedFamily> ended = families.endAccount(realm, kept.account(), reason);
        devices.removeAll(realm, kept.account(), person, reason);
        along.forEach(also -> also.end(realm, kept.account(), person, reason));
        clients.ofSignIns(realm, kept.account(), references, ended);
        for (EndedFamily family : ended) {
            if (!family.sessionReference().equals(kept.reference())) {
                references.add(family.sessionReference());
            } else if (family.device() == null) { // else the entry about the device says it
                trail.record(revoked(realm, family, kept, reason).actor(person));
            }
        }
        references.forEach(
                reference -> trail.record(ended(realm, reference, reason).actor(person)));
    }

    @Override
    public void endEverything(Realm realm, Account account, Party actor, String reason) {
        epochs.next(realm, account.subject());
        Set<String> references = new TreeSet<>(sessions.endAll(realm, account.subject()));
        List<EndedFamily> ended = families.endAccount(realm, account.subject(), reason);
        clients.ofSignIns(realm, account.subject(), references, ended);
        ended.forEach(family -> references.add(family.sessionReference()));
        devices.removeAll(realm, account.subject(), actor, reason);
        along.forEach(also -> also.end(realm, account.subject(), actor, reason));
        Party person = Party.account(account.subject(), account.displayName(), null);
        references.forEach(reference ->
                trail.record(ended(realm, reference, reason).actor(actor).target(person)));
    }

    private static List<UUID> devicesOf(List<EndedFamily> ended) {
        return ended.stream()
                .flatMap(family -> Stream.ofNullable(family.device()))
                .toList();
    }

    private AuditEvent.Builder ended(Realm realm, String reference, String reason) {
        String own = SignedIn.current().map(SignedInAccount::reference).orElse(null);
        return trail.event(realm, Activity.SESSION_ENDED, null, own)
                .reason(reason)
                .detail("session", reference);
    }

    private AuditEvent.Builder revoked(Realm realm, EndedFamily family, SignedInAccount kept, String reason) {
        return trail.event(realm, Activity.TOKEN_REVOKED, family.clientId(), kept.reference())
                .target(Party.client(family.clientId()))
                .reason(reason)
                .detail("family", family.id().toString());
    }
}
