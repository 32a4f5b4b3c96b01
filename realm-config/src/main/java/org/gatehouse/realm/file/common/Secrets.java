package org.gatehouse.realm.file.common;

import java.util.Optional;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.secret.SecretReference;
import org.jspecify.annotations.Nullable;

/** References to secrets. What is none may be the secret itself, so it is refused and never repeated. */
public final class Secrets {

    private Secrets() {}

    /** The reference under the key; null where there is none, or it is refused. */
    public static @Nullable SecretReference read(Part part, String key) {
        if (!part.has(key) || !part.child(key).isFlawless()) {
            return null;
        }
        Optional<SecretReference> secret = SecretReference.find(part.text(key));
        if (secret.isEmpty()) {
            part.child(key).refuse("This is no reference to a secret.", "Write env:NAME or file:PATH.");
        }
        return secret.orElse(null);
    }
}
