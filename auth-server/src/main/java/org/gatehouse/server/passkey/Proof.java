package org.gatehouse.server.passkey;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.server.directory.Account;

/**
 * Somebody holds a passkey.
 *
 * @param verified they unlocked it with a PIN or biometrics
 */
record Proof(Account account, Passkey passkey, boolean verified) {

    /**
     * Authentication methods (RFC 8176). A passkey that may be on several devices is a key in software; one that may not
     * is taken for a key in hardware, which nobody attests. {@code user}: somebody was there and touched it. With PIN or
     * biometrics these are two factors.
     */
    List<String> methods() {
        List<String> methods = new ArrayList<>(List.of(passkey.backupEligible() ? "swk" : "hwk", "user"));
        if (verified) {
            methods.add("mfa");
        }
        return List.copyOf(methods);
    }
}
