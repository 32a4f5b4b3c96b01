package org.gatehouse.server.mail;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.secrets.Seal;
import org.springframework.stereotype.Component;

/** Encrypts what the table of mail holds (AES-256-GCM), each value bound to its row and column. */
@Component
class SealedMail {

    private final Seal seal;

    SealedMail(MasterKey masterKey) {
        this.seal = Seal.of(masterKey, "mail/outbox");
    }

    byte[] seal(int realm, UUID id, String column, String value) {
        return seal.seal(value, place(realm, id, column));
    }

    /** @throws IllegalStateException when the value was altered, moved, or sealed under another key */
    String open(int realm, UUID id, String column, byte[] sealed) {
        return seal.openText(sealed, place(realm, id, column));
    }

    private static byte[] place(int realm, UUID id, String column) {
        return (realm + "/" + column + "/" + id).getBytes(StandardCharsets.UTF_8);
    }
}
