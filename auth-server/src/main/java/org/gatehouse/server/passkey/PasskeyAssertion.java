package org.gatehouse.server.passkey;

import static org.gatehouse.server.passkey.AuthenticatorFormats.present;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.passkey.PasskeyRefusedException.Reason;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Verifies that somebody holds a passkey (WebAuthn section 7.2), and whose it is. */
@Component
class PasskeyAssertion {

    private final WebAuthnRelyingPartyOperations operations;
    private final AuthenticatorFormats formats;
    private final RelyingParty relyingParty;
    private final Challenges challenges;
    private final PasskeyRows rows;
    private final PasskeyOwners owners;
    private final Accounts accounts;
    private final TransactionTemplate transactions;
    private final Clock clock;

    PasskeyAssertion(
            WebAuthnRelyingPartyOperations operations,
            AuthenticatorFormats formats,
            RelyingParty relyingParty,
            Challenges challenges,
            PasskeyRows rows,
            PasskeyOwners owners,
            Accounts accounts,
            TransactionTemplate transactions,
            Clock clock) {
        this.operations = operations;
        this.formats = formats;
        this.relyingParty = relyingParty;
        this.challenges = challenges;
        this.rows = rows;
        this.owners = owners;
        this.accounts = accounts;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * An answer as it was sent, of whomever it claims to be.
     *
     * @param passkey which it would be; null when the realm has none such
     * @param owner whose passkey it is
     */
    record Claim(
            PublicKeyCredential<AuthenticatorAssertionResponse> credential,
            @Nullable Passkey passkey,
            @Nullable Account owner) {

        Bytes credentialId() {
            return credential.getRawId();
        }
    }

    /** For whoever is signing in: the same for everybody, so it tells nobody who has an account. */
    String options(Realm realm, HttpServletRequest request) {
        Bytes challenge = challenges.next(realm, request, Purpose.SIGN_IN, null);
        return formats.options(relyingParty.request(Purpose.SIGN_IN, challenge, List.of()));
    }

    /** For somebody who gave the first factor: only their own passkeys. */
    String options(Realm realm, HttpServletRequest request, UUID account) {
        Bytes challenge = challenges.next(realm, request, Purpose.SECOND_FACTOR, account);
        return formats.options(relyingParty.request(Purpose.SECOND_FACTOR, challenge, passkeys(realm, account)));
    }

    /** @throws PasskeyRefusedException when it cannot be read */
    Claim claim(Realm realm, @Nullable String answer) {
        PublicKeyCredential<AuthenticatorAssertionResponse> sent = formats.assertion(answer);
        AuthenticatorAssertionResponse response = present(sent.getResponse());
        present(response.getAuthenticatorData());
        present(response.getClientDataJSON());
        present(response.getSignature());
        Optional<Passkey> passkey = rows.find(realm, present(sent.getRawId())).map(PasskeyRows.Row::passkey);
        Optional<Account> owner = passkey.flatMap(known -> accounts.find(realm, known.account()));
        return new Claim(sent, passkey.orElse(null), owner.orElse(null));
    }

    /**
     * Whether nobody in this realm has the passkey any more, and its owner's authenticator may forget it. Not so of a
     * passkey of another realm, which the same authenticator offers here as well.
     */
    boolean isGone(Realm realm, Claim claim) {
        return rows.find(realm, claim.credentialId()).isEmpty()
                && owners.isOfRealm(realm, claim.credential().getResponse().getUserHandle());
    }

    /**
     * Verifies a claim.
     *
     * @param account who has to give it as the second factor; null when it shall say who is signing in
     * @throws PasskeyRefusedException when it does not hold; nothing was written but that its challenge is used up
     */
    Proof prove(Realm realm, HttpServletRequest request, @Nullable UUID account, Claim claim) {
        Purpose purpose = account == null ? Purpose.SIGN_IN : Purpose.SECOND_FACTOR;
        AuthenticatorAssertionResponse response = claim.credential().getResponse();
        Bytes challenge = formats.challenge(response.getClientDataJSON());
        challenges.take(realm, request, purpose, account, challenge);
        return Objects.requireNonNull(
                transactions.execute(status -> verified(realm, purpose, account, challenge, claim)));
    }

    private Proof verified(Realm realm, Purpose purpose, @Nullable UUID account, Bytes challenge, Claim claim) {
        Passkey passkey = rows.find(realm, claim.credentialId())
                .map(PasskeyRows.Row::passkey)
                .orElseThrow(() -> new PasskeyRefusedException(Reason.UNKNOWN_PASSKEY));
        requireOwner(realm, account, passkey, claim.credential().getResponse().getUserHandle());
        List<Passkey> allowed = account == null ? List.of() : passkeys(realm, account);
        Refusals.orRefused(() -> operations.authenticate(new RelyingPartyAuthenticationRequest(
                relyingParty.request(purpose, challenge, allowed), claim.credential())));
        return used(realm, passkey, claim);
    }

    /** Section 7.2, step 6. */
    private void requireOwner(Realm realm, @Nullable UUID account, Passkey passkey, @Nullable Bytes handle) {
        boolean theirs = account == null || account.equals(passkey.account());
        boolean named = handle == null
                ? account != null
                : owners.find(realm, passkey.account()).filter(handle::equals).isPresent();
        if (!theirs || !named) {
            throw new PasskeyRefusedException(Reason.PASSKEY_OF_ANOTHER);
        }
    }

    private Proof used(Realm realm, Passkey passkey, Claim claim) {
        var data = formats.authenticatorData(claim.credential().getResponse().getAuthenticatorData());
        Account owner = accounts.find(realm, passkey.account())
                .filter(Account::isActive)
                .orElseThrow(() -> new PasskeyRefusedException(Reason.ACCOUNT_DISABLED));
        if (!rows.used(realm, passkey, data.getSignCount(), data.isFlagBS(), clock.instant())) {
            throw new PasskeyRefusedException(Reason.COPIED_PASSKEY);
        }
        return new Proof(owner, passkey, data.isFlagUV());
    }

    private List<Passkey> passkeys(Realm realm, UUID account) {
        return rows.of(realm, account).stream().map(PasskeyRows.Row::passkey).toList();
    }
}
