package org.gatehouse.server.passkey;

import java.util.List;
import java.util.stream.Collectors;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.stereotype.Component;

/**
 * The passkeys of the current request's realm, as the framework's operations read them. They only read: what an enrolment
 * or a sign-in changes is written by {@link PasskeyEnrolment} and {@link PasskeyAssertion}, in one transaction with what
 * else is true then, by our clock, and on the condition that the counter rises.
 */
@Component
class RealmCredentials implements UserCredentialRepository, PublicKeyCredentialUserEntityRepository {

    private final PasskeyRows rows;
    private final PasskeyOwners owners;

    RealmCredentials(PasskeyRows rows, PasskeyOwners owners) {
        this.rows = rows;
        this.owners = owners;
    }

    @Override
    public @Nullable CredentialRecord findByCredentialId(Bytes credentialId) {
        Realm realm = CurrentRequest.currentRealm();
        return rows.find(realm, credentialId).map(row -> credential(realm, row)).orElse(null);
    }

    @Override
    public PublicKeyCredentialUserEntity findById(Bytes handle) {
        return ImmutablePublicKeyCredentialUserEntity.builder()
                .id(handle)
                .name(handle.toBase64UrlString())
                .build();
    }

    @Override
    public void save(CredentialRecord credential) {}

    @Override
    public void save(PublicKeyCredentialUserEntity owner) {}

    @Override
    public List<CredentialRecord> findByUserId(Bytes handle) {
        throw new UnsupportedOperationException("Options are made by RelyingParty");
    }

    @Override
    public PublicKeyCredentialUserEntity findByUsername(String name) {
        throw new UnsupportedOperationException("Options are made by RelyingParty");
    }

    @Override
    public void delete(Bytes id) {
        throw new UnsupportedOperationException("Passkeys are removed by Passkeys");
    }

    private CredentialRecord credential(Realm realm, PasskeyRows.Row row) {
        Passkey passkey = row.passkey();
        return ImmutableCredentialRecord.builder()
                .credentialType(PublicKeyCredentialType.PUBLIC_KEY)
                .credentialId(passkey.credentialId())
                .userEntityUserId(owners.handle(realm, passkey.account()))
                .publicKey(new ImmutablePublicKeyCose(row.publicKey().getBytes()))
                .attestationObject(row.attestation())
                .signatureCount(row.signCount())
                .uvInitialized(passkey.userVerified())
                .transports(passkey.transports().stream()
                        .map(AuthenticatorTransport::valueOf)
                        .collect(Collectors.toSet()))
                .backupEligible(passkey.backupEligible())
                .backupState(passkey.backedUp())
                .created(passkey.addedAt())
                .lastUsed(passkey.lastUsedAt() == null ? passkey.addedAt() : passkey.lastUsedAt())
                .label(passkey.id().toString())
                .build();
    }
}
