package org.gatehouse.realm.file.signin;

import java.util.List;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.signin.SecondFactor;

/** Compares second factors with NIST SP 800-63B-4. */
public final class SecondFactorAdvice {

    private SecondFactorAdvice() {}

    /** @param methods those the file says or leaves as they are */
    public static void give(Part secondFactor, List<SecondFactor> methods) {
        for (Part method : secondFactor.items("methods")) {
            if (method.text().equals(SecondFactor.EMAIL_CODE.code())) {
                method.warn(
                        "second-factor-email",
                        "A code by e-mail counts as a second factor.",
                        "NIST SP 800-63B-4 (3.1.3.1) forbids it: whoever has the mailbox often has the password too.",
                        "Leave it to people who can have neither a passkey nor an app.");
            }
        }
        if (secondFactor.has("methods") && !methods.contains(SecondFactor.PASSKEY)) {
            secondFactor
                    .child("methods")
                    .warn(
                            "second-factor-phishing",
                            "No method resists phishing.",
                            "NIST SP 800-63B-4 (2.2.2) demands to offer one that does: codes are given away on false pages.",
                            "Add `passkey`.");
        }
    }
}
