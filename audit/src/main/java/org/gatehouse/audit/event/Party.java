package org.gatehouse.audit.event;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who acted, or what was acted upon.
 *
 * <p>Of an account, label and e-mail are personal: they are sealed under that person's key and never stored readable. Of
 * every other kind the label is an identifier and is stored as it is, so it must not name a person.
 *
 * @param person the account's identifier; only accounts have one, and it is null once the person was erased
 * @param label what a reader should see: the person's name, the client id, {@code form:42}
 */
public record Party(
        Kind kind,
        @Nullable UUID person,
        String label,
        @Nullable String email) {

    /** The label a reader gets for an account whose key was destroyed. */
    public static final String ERASED = "(erased)";

    /** The label a reader gets for an account whose data may not be used at present. */
    public static final String RESTRICTED = "(restricted)";

    /** Kinds of party. The id is stored for ever. */
    public enum Kind {
        ACCOUNT(1),
        CLIENT(2),
        DEVICE(3),
        REALM(4),
        SYSTEM(5),
        ANONYMOUS(6),
        OBJECT(7);

        private static final Kind[] ALL = values();

        private final int id;

        Kind(int id) {
            this.id = id;
        }

        public int id() {
            return id;
        }

        public static Optional<Kind> byId(int id) {
            for (Kind kind : ALL) { // asked several times for each entry that is read
                if (kind.id == id) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    public Party {
        if (kind != Kind.ACCOUNT && (person != null || email != null)) {
            throw new IllegalArgumentException("Only an account has a person and an e-mail address, not " + kind + ".");
        }
    }

    /** A person's account. The name is what people call them; it is sealed. */
    public static Party account(UUID id, String name, @Nullable String email) {
        return new Party(Kind.ACCOUNT, id, name, email);
    }

    /** An account whose person can no longer be named. */
    public static Party erased() {
        return new Party(Kind.ACCOUNT, null, ERASED, null);
    }

    /** An account whose data is kept and may not be used (GDPR article 18). */
    public static Party restricted() {
        return new Party(Kind.ACCOUNT, null, RESTRICTED, null);
    }

    public static Party client(String clientId) {
        return new Party(Kind.CLIENT, null, clientId, null);
    }

    public static Party device(String deviceId) {
        return new Party(Kind.DEVICE, null, deviceId, null);
    }

    public static Party realm(String name) {
        return new Party(Kind.REALM, null, name, null);
    }

    /** The service itself. */
    public static Party system() {
        return new Party(Kind.SYSTEM, null, "", null);
    }

    /** Somebody not (yet) known. What they typed as a name is not kept: it may be a password in the wrong field. */
    public static Party anonymous() {
        return new Party(Kind.ANONYMOUS, null, "", null);
    }

    /** Anything else with a kind and an identifier: {@code object("form", "42")}, {@code object("group", "sales")}. */
    public static Party object(String kind, String id) {
        return new Party(Kind.OBJECT, null, kind + ":" + id, null);
    }

    public boolean isRestricted() {
        return kind == Kind.ACCOUNT && person == null && label.equals(RESTRICTED);
    }

    public boolean isErased() {
        return kind == Kind.ACCOUNT && person == null && !isRestricted();
    }
}
