package org.gatehouse.server.directory;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an account tells of its person. What is personal stays sealed until it is told, so that this may be kept; there is
 * nothing in it to sign in with.
 */
public final class Profile {

    private final AccountId id;
    private final String userName;
    private final String displayName;
    private final @Nullable String locale;
    private final byte @Nullable [] emailSealed;
    private final boolean emailVerified;
    private final byte @Nullable [] phoneSealed;
    private final boolean phoneVerified;
    private final byte @Nullable [] claimsSealed;
    private final Instant updatedAt;
    private final Map<String, String> attributes;

    Profile(
            AccountId id,
            String userName,
            String displayName,
            @Nullable String locale,
            byte @Nullable [] emailSealed,
            boolean emailVerified,
            byte @Nullable [] phoneSealed,
            boolean phoneVerified,
            byte @Nullable [] claimsSealed,
            Instant updatedAt,
            Map<String, String> attributes) {
        this.id = id;
        this.userName = userName;
        this.displayName = displayName;
        this.locale = locale;
        this.emailSealed = emailSealed;
        this.emailVerified = emailVerified;
        this.phoneSealed = phoneSealed;
        this.phoneVerified = phoneVerified;
        this.claimsSealed = claimsSealed;
        this.updatedAt = updatedAt;
        this.attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    public String userName() {
        return userName;
    }

    public String displayName() {
        return displayName;
    }

    public @Nullable String locale() {
        return locale;
    }

    public boolean hasEmail() {
        return emailSealed != null;
    }

    public boolean emailVerified() {
        return emailVerified;
    }

    public boolean hasPhone() {
        return phoneSealed != null;
    }

    public boolean phoneVerified() {
        return phoneVerified;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    /** The values of the attributes that were asked for, as text. */
    public Map<String, String> attributes() {
        return attributes;
    }

    AccountId id() {
        return id;
    }

    byte @Nullable [] emailSealed() {
        return emailSealed;
    }

    byte @Nullable [] phoneSealed() {
        return phoneSealed;
    }

    byte @Nullable [] claimsSealed() {
        return claimsSealed;
    }
}
