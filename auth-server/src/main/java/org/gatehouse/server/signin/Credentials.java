package org.gatehouse.server.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.gatehouse.server.directory.Account;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether an account is as it was when somebody proved to be its owner: the same password, and its sign-ins were not
 * ended together since. Nothing of either is kept.
 */
final class Credentials {

    private static final int MARK_BYTES = 12;

    private Credentials() {}

    static String mark(Account account) {
        return mark(account.passwordHash(), account.signInEpoch());
    }

    static String mark(@Nullable String hash, int epoch) {
        String password = hash == null ? "" : hash;
        String credential = epoch == 0 ? password : password + "\n" + epoch; // 0: as nodes without epochs write it
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(credential.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, MARK_BYTES);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("SHA-256 is not available", ex);
        }
    }
}
