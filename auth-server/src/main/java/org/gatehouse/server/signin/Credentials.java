package org.gatehouse.server.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.gatehouse.server.directory.Account;

/** Tells whether an account's password is still the one it was, without keeping anything of either. */
final class Credentials {

    private static final int MARK_BYTES = 12;

    private Credentials() {}

    static String mark(Account account) {
        String hash = account.passwordHash() == null ? "" : account.passwordHash();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(hash.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, MARK_BYTES);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("SHA-256 is not available", ex);
        }
    }
}
