package org.gatehouse.server.passkey;

import static org.gatehouse.server.passkey.AuthenticatorFormats.present;

import com.github.f4b6a3.uuid.UuidCreator;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.factor.FactorRemovals;
import org.gatehouse.server.mail.SecurityNotices;
import org.gatehouse.server.passkey.PasskeyRefusedException.Reason;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.signin.SignInOverException;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Adds a passkey to an account: asks the authenticator for one, and accepts what it made. */
@Component
class PasskeyEnrolment {

    private final WebAuthnRelyingPartyOperations operations;
    private final AuthenticatorFormats formats;
    private final RelyingParty relyingParty;
    private final Challenges challenges;
    private final PasskeyRows rows;
    private final PasskeyOwners owners;
    private final KnownAuthenticators known;
    private final Accounts accounts;
    private final FactorRemovals removals;
    private final SecurityNotices notices;
    private final Trail trail;
    private final TransactionTemplate transactions;
    private final Clock clock;

    PasskeyEnrolment(
            WebAuthnRelyingPartyOperations operations,
            AuthenticatorFormats formats,
            RelyingParty relyingParty,
            Challenges challenges,
            PasskeyRows rows,
            PasskeyOwners owners,
            KnownAuthenticators known,
            Accounts accounts,
            FactorRemovals removals,
            SecurityNotices notices,
            Trail trail,
            TransactionTemplate transactions,
            Clock clock) {
        this.operations = operations;
        this.formats = formats;
        this.relyingParty = relyingParty;
        this.challenges = challenges;
        this.rows = rows;
        this.owners = owners;
        this.known = known;
        this.accounts = accounts;
        this.removals = removals;
        this.notices = notices;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What the authenticator is asked, as JSON; good for one answer of this browser. */
    String options(Realm realm, Account account, HttpServletRequest request) {
        Bytes handle = owners.handle(realm, account.subject());
        Bytes challenge = challenges.next(realm, request, Purpose.ENROL, account.subject());
        return formats.options(
                relyingParty.creation(realm, account, handle, challenge, passkeys(realm, account.subject())));
    }

    /**
     * Accepts what the authenticator answered.
     *
     * @param otherwise what to call it when its authenticator is not a known one
     * @throws PasskeyRefusedException when it is not accepted; the entry is written
     */
    Passkey enrol(
            Realm realm,
            Account account,
            Occasion occasion,
            HttpServletRequest request,
            @Nullable String answer,
            String otherwise) {
        try {
            PublicKeyCredential<AuthenticatorAttestationResponse> credential = readable(formats.enrolment(answer));
            Bytes challenge = formats.challenge(credential.getResponse().getClientDataJSON());
            challenges.take(realm, request, Purpose.ENROL, account.subject(), challenge);
            PasskeyRows.Row row = verified(realm, account, challenge, credential, otherwise);
            return add(realm, account, occasion, row);
        } catch (PasskeyRefusedException ex) {
            trail.record(event(realm, account, occasion)
                    .outcome(Outcome.FAILURE)
                    .reason(ex.reason().code()));
            throw ex;
        }
    }

    private PasskeyRows.Row verified(
            Realm realm,
            Account account,
            Bytes challenge,
            PublicKeyCredential<AuthenticatorAttestationResponse> credential,
            String otherwise) {
        Bytes handle = owners.handle(realm, account.subject());
        var asked = relyingParty.creation(realm, account, handle, challenge, List.of());
        if (rows.find(realm, credential.getRawId()).isPresent()) {
            throw new PasskeyRefusedException(Reason.TAKEN_PASSKEY);
        }
        return Refusals.orRefused(() -> {
            CredentialRecord made = operations.registerCredential(new ImmutableRelyingPartyRegistrationRequest(
                    asked, new RelyingPartyPublicKey(credential, otherwise)));
            AttestationObject attestation = formats.attestation(present(made.getAttestationObject()));
            return row(realm, account, made, attestation, otherwise);
        });
    }

    private PasskeyRows.Row row(
            Realm realm, Account account, CredentialRecord made, AttestationObject attestation, String otherwise) {
        AttestedCredentialData attested =
                present(attestation.getAuthenticatorData().getAttestedCredentialData());
        if (!new Bytes(attested.getCredentialId()).equals(made.getCredentialId())) {
            throw new PasskeyRefusedException(Reason.WRONG_PASSKEY); // only the identifier in the signed part counts
        }
        @Nullable UUID aaguid = attested.getAaguid().getValue();
        Passkey passkey = new Passkey(
                UuidCreator.getTimeOrderedEpoch(),
                account.subject(),
                made.getCredentialId(),
                name(known.name(aaguid).orElse(otherwise), passkeys(realm, account.subject())),
                aaguid,
                made.getTransports().stream()
                        .map(AuthenticatorTransport::getValue)
                        .sorted()
                        .toList(),
                made.isUvInitialized(),
                made.isBackupEligible(),
                made.isBackupState(),
                clock.instant(),
                null);
        return new PasskeyRows.Row(
                passkey,
                new Bytes(made.getPublicKey().getBytes()),
                formats.withoutStatement(attestation),
                made.getSignatureCount());
    }

    /** The account is locked, so that two tabs do not add one too many. */
    private Passkey add(Realm realm, Account account, Occasion occasion, PasskeyRows.Row row) {
        try {
            transactions.executeWithoutResult(status -> {
                Account locked = accounts.lock(realm, account.subject())
                        .filter(Account::isActive)
                        .orElseThrow(() -> new PasskeyRefusedException(Reason.ACCOUNT_DISABLED));
                boolean late = occasion.first() && removals.hasAny(realm, account.subject());
                if (late || !occasion.stands().test(locked)) {
                    throw new SignInOverException(null); // somebody was faster
                }
                if (rows.of(realm, account.subject()).size() >= Passkey.MOST) {
                    throw new PasskeyRefusedException(Reason.TOO_MANY_PASSKEYS);
                }
                rows.add(realm, row);
                trail.record(event(realm, account, occasion));
                notices.tell(
                        realm,
                        account.subject(),
                        SecurityNotices.Kind.FACTOR_ADDED,
                        Map.of("factor", SecondFactor.PASSKEY.code()));
            });
            return row.passkey();
        } catch (DuplicateKeyException ex) {
            throw new PasskeyRefusedException(Reason.TAKEN_PASSKEY);
        }
    }

    private AuditEvent.Builder event(Realm realm, Account account, Occasion occasion) {
        Party party = accounts.party(account);
        return trail.event(realm, Activity.FACTOR_ENROLLED, null, occasion.session())
                .actor(party)
                .target(party)
                .detail("factor", SecondFactor.PASSKEY.code());
    }

    private List<Passkey> passkeys(Realm realm, UUID account) {
        return rows.of(realm, account).stream().map(PasskeyRows.Row::passkey).toList();
    }

    /** With a number behind it when there is one of that name already. */
    private static String name(String wanted, List<Passkey> existing) {
        Set<String> taken = existing.stream().map(Passkey::name).collect(Collectors.toSet());
        String name = wanted;
        for (int number = 2; taken.contains(name); number++) {
            name = wanted + " " + number;
        }
        return name;
    }

    /** Nothing missing, and without ways to reach it that the framework does not know and would stumble over. */
    private static PublicKeyCredential<AuthenticatorAttestationResponse> readable(
            PublicKeyCredential<AuthenticatorAttestationResponse> sent) {
        AuthenticatorAttestationResponse response = present(sent.getResponse());
        List<AuthenticatorTransport> transports =
                response.getTransports() == null ? List.of() : response.getTransports();
        return PublicKeyCredential.<AuthenticatorAttestationResponse>builder()
                .id(sent.getId())
                .rawId(present(sent.getRawId()))
                .type(present(sent.getType()))
                .response(AuthenticatorAttestationResponse.builder()
                        .attestationObject(present(response.getAttestationObject()))
                        .clientDataJSON(present(response.getClientDataJSON()))
                        .transports(transports.stream().filter(Objects::nonNull).toList())
                        .build())
                .build();
    }
}
