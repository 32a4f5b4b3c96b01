package org.gatehouse.server.subjects;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import com.google.crypto.tink.subtle.AesSiv;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.client.SubjectType;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.springframework.stereotype.Component;

/**
 * Subjects of accounts. A pairwise one is the account's id under a key only this service has (AES-SIV, RFC 5297, which is
 * deterministic), bound to realm and sector: nobody else can compute, compare or undo it, and nothing has to be stored.
 */
@Component
public class Subjects {

    private static final int ID_BYTES = 16;

    private final AesSiv cipher;

    Subjects(MasterKey masterKey) throws GeneralSecurityException {
        byte[] key = ByteBuffer.allocate(2 * MasterKey.LENGTH)
                .put(masterKey.derive("subjects/pairwise/mac"))
                .put(masterKey.derive("subjects/pairwise/encryption"))
                .array();
        this.cipher = new AesSiv(key);
    }

    /** What the client knows the account by. */
    public String of(Realm realm, ClientDefinition client, UUID account) {
        return isPairwise(client) ? pairwise(realm, client, account) : account.toString();
    }

    /** The same, by the id of a client of the realm. */
    public String of(Realm realm, String clientId, UUID account) {
        return of(realm, realm.findClient(clientId).orElseThrow(), account);
    }

    /** Whom the client means; empty when it cannot have got this subject from us. */
    public Optional<UUID> find(Realm realm, ClientDefinition client, String subject) {
        try {
            return Optional.of(isPairwise(client) ? opened(realm, client, subject) : UUID.fromString(subject))
                    .filter(account -> of(realm, client, account).equals(subject)); // in its one spelling
        } catch (IllegalArgumentException | GeneralSecurityException ex) {
            return Optional.empty();
        }
    }

    private static boolean isPairwise(ClientDefinition client) {
        return client.features().subjectType() == SubjectType.PAIRWISE;
    }

    private String pairwise(Realm realm, ClientDefinition client, UUID account) {
        byte[] id = ByteBuffer.allocate(ID_BYTES)
                .putLong(account.getMostSignificantBits())
                .putLong(account.getLeastSignificantBits())
                .array();
        try {
            byte[] sealed = cipher.encryptDeterministically(id, context(realm, client));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("AES-SIV is not available", ex);
        }
    }

    private UUID opened(Realm realm, ClientDefinition client, String subject) throws GeneralSecurityException {
        byte[] sealed = Base64.getUrlDecoder().decode(subject);
        ByteBuffer id = ByteBuffer.wrap(cipher.decryptDeterministically(sealed, context(realm, client)));
        return new UUID(id.getLong(), id.getLong());
    }

    private static byte[] context(Realm realm, ClientDefinition client) {
        return (realm.id() + "\n" + sector(client)).getBytes(StandardCharsets.UTF_8);
    }

    /** The one host of the redirect URIs (section 8.1); the realm file has no pairwise client with several. */
    private static String sector(ClientDefinition client) {
        return client.redirectUris().stream()
                .map(uri -> Optional.ofNullable(URI.create(uri).getHost()).orElse(""))
                .findFirst()
                .orElse("");
    }
}
