package org.gatehouse.server.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.server.devices.Device;
import org.gatehouse.server.devices.Devices;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.tokens.ReplayNotices;
import org.gatehouse.server.tokens.SignInEnding;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Where a person is signed in, and what happened to their sign-ins, in words for their account page. */
@Component
class OwnSignIns {

    private final Devices devices;
    private final ReplayNotices notices;
    private final SignInEnding signIns;
    private final Accounts accounts;
    private final TransactionTemplate transactions;

    OwnSignIns(
            Devices devices,
            ReplayNotices notices,
            SignInEnding signIns,
            Accounts accounts,
            TransactionTemplate transactions) {
        this.devices = devices;
        this.notices = notices;
        this.signIns = signIns;
        this.accounts = accounts;
        this.transactions = transactions;
    }

    /**
     * A device as the page shows it.
     *
     * @param description model and system; empty when nothing is known
     */
    record DeviceRow(UUID id, String app, String description, Instant firstSeen, Instant lastSeen, Instant expiresAt) {}

    /** A sign-in that was ended because its token was used twice. */
    record NoticeRow(UUID id, String app, String address, Instant at) {}

    List<DeviceRow> devices(Realm realm, SignedInAccount person) {
        return devices.of(realm, person.account()).stream()
                .map(device -> new DeviceRow(
                        device.id(),
                        app(realm, device.clientId()),
                        description(device),
                        device.firstSeen(),
                        device.lastSeen(),
                        device.expiresAt()))
                .toList();
    }

    List<NoticeRow> notices(Realm realm, SignedInAccount person) {
        return notices.of(realm, person.account()).stream()
                .map(notice -> new NoticeRow(notice.id(), app(realm, notice.clientId()), notice.address(), notice.at()))
                .toList();
    }

    /** Ends one of the person's own sign-ins; whatever else the reference may name is not theirs and stays. */
    void endSession(Realm realm, SignedInAccount person, String reference) {
        Account account = accounts.find(realm, person.account()).orElseThrow();
        transactions.executeWithoutResult(
                status -> signIns.endOne(realm, account, reference, accounts.party(account), "ended-by-person"));
    }

    /** Ends everything but this session. */
    void endOthers(Realm realm, SignedInAccount person, String reason) {
        Party party = party(realm, person);
        transactions.executeWithoutResult(status -> signIns.endOthers(realm, person, party, reason));
    }

    private Party party(Realm realm, SignedInAccount person) {
        return accounts.find(realm, person.account())
                .map(accounts::party)
                .orElseGet(() -> Party.account(person.account(), person.displayName(), null));
    }

    /** False when the person has no such device. */
    boolean signOutDevice(Realm realm, SignedInAccount person, UUID device) {
        Party party = party(realm, person);
        return Boolean.TRUE.equals(transactions.execute(status -> signIns.signOutDevice(realm, person, party, device)));
    }

    void dismiss(Realm realm, SignedInAccount person, UUID notice) {
        notices.dismiss(realm, person.account(), notice);
    }

    private static String app(Realm realm, String clientId) {
        return realm.findClient(clientId).map(ClientDefinition::displayName).orElse(clientId);
    }

    private static String description(Device device) {
        return Stream.of(device.name(), device.platform())
                .flatMap(Stream::ofNullable)
                .collect(Collectors.joining(", "));
    }
}
