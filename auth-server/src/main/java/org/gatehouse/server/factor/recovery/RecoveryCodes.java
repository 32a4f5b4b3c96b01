package org.gatehouse.server.factor.recovery;

import com.google.crypto.tink.subtle.PrfHmacJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table of recovery codes, which holds a keyed hash of each: nobody can guess 50 random bits behind a throttle, and a
 * stolen database lacks the key. Who changes it writes the entry and belongs to the same transaction.
 */
@Component
public class RecoveryCodes {

    private static final int HASH_BYTES = 32;

    /** Nothing longer is a code: what is sent is hashed only so far. */
    private static final int LONGEST = 100;

    private static final String LEFT =
            "SELECT count(*) FROM recovery_code WHERE realm_id = ? AND account_id = ? AND used_at IS NULL";
    private static final String USE = """
            UPDATE recovery_code SET used_at = ?
             WHERE realm_id = ? AND account_id = ? AND code_hash = ? AND used_at IS NULL
            """;
    private static final String INSERT =
            "INSERT INTO recovery_code (realm_id, account_id, code_hash) SELECT ?, ?, unnest(?::bytea[])";
    private static final String REMOVE = "DELETE FROM recovery_code WHERE realm_id = ? AND account_id = ?";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final PrfHmacJce mac;

    RecoveryCodes(JdbcClient jdbc, Clock clock, MasterKey masterKey) throws GeneralSecurityException {
        this.jdbc = jdbc;
        this.clock = clock;
        this.mac = new PrfHmacJce("HMACSHA256", new SecretKeySpec(masterKey.derive("factor/recovery-code"), "HMAC"));
    }

    /** How many are not used yet. */
    public int left(Realm realm, UUID account) {
        return jdbc.sql(LEFT).params(realm.id(), account).query(Integer.class).single();
    }

    /** Uses a code up; false when the person has no such code, or it is used. */
    public boolean use(Realm realm, UUID account, String typed) {
        return typed.length() <= LONGEST
                && jdbc.sql(USE)
                                .param(Timestamp.from(clock.instant()))
                                .param(realm.id())
                                .param(account)
                                .param(hash(realm, account, typed))
                                .update()
                        == 1;
    }

    /** Gives these codes; all earlier ones are void. The caller holds the account's lock. */
    public void replace(Realm realm, UUID account, List<String> codes) {
        remove(realm, account);
        byte[][] hashes = codes.stream().map(code -> hash(realm, account, code)).toArray(byte[][]::new);
        jdbc.sql(INSERT).param(realm.id()).param(account).param(hashes).update();
    }

    /** False when there were none. */
    public boolean remove(Realm realm, UUID account) {
        return jdbc.sql(REMOVE).params(realm.id(), account).update() > 0;
    }

    private byte[] hash(Realm realm, UUID account, String code) {
        try {
            String message = realm.id() + "\n" + account + "\n" + RecoveryCodeSet.normalized(code);
            return mac.compute(message.getBytes(StandardCharsets.UTF_8), HASH_BYTES);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", ex);
        }
    }
}
