package org.gatehouse.server.passkey;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.server.directory.Account;
import org.jspecify.annotations.Nullable;

/**
 * Somebody holds a passkey.
 *
 * @param verified they unlocked it with a PIN or biometrics
 */
record Proof(Account account, Passkey passkey, boolean verified) {

    /**
     * Authentication methods (RFC 8176): a key is at hand, which key, and somebody was there and touched it. With PIN or
     * biometrics these are two factors.
     */
    List<String> methods() {
        List<String> methods = new ArrayList<>(List.of("pop", key(passkey), "user"));
        if (verified) {
            methods.add("mfa");
        }
        return List.copyOf(methods);
    }

    /** A passkey that may be on several devices is a key in software; one that may not is taken for one in hardware. */
    static String key(@Nullable Passkey passkey) {
        return passkey != null && passkey.backupEligible() ? "swk" : "hwk";
    }
}
