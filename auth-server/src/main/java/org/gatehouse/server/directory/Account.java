package org.gatehouse.server.directory;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person's record in one realm. */
@Entity
@Table(name = "account")
public class Account {

    @EmbeddedId
    private AccountId id;

    @Column(name = "user_name")
    private String userName;

    @Column(name = "user_name_key")
    private String userNameKey;

    @Column(name = "display_name")
    private String displayName;

    @Column(name = "locale")
    private @Nullable String locale;

    @Column(name = "email_sealed")
    private byte @Nullable [] emailSealed;

    @Column(name = "email_index")
    private byte @Nullable [] emailIndex;

    @Column(name = "email_verified")
    private boolean emailVerified;

    @Column(name = "claims_sealed")
    private byte @Nullable [] claimsSealed;

    @Column(name = "password_hash")
    private @Nullable String passwordHash;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private AccountState state = AccountState.ACTIVE;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(
            name = "account_role",
            joinColumns = {@JoinColumn(name = "realm_id"), @JoinColumn(name = "account_id")})
    @Column(name = "role")
    private Set<String> roles = new TreeSet<>();

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Version
    @Column(name = "version")
    private int version;

    /** For Hibernate, which fills the fields right after. */
    @SuppressWarnings("NullAway.Init")
    protected Account() {}

    Account(AccountId id, String userName, String displayName, Instant now) {
        this.id = id;
        this.userName = userName;
        this.userNameKey = UserNames.key(userName);
        this.displayName = displayName;
        this.createdAt = now;
        this.updatedAt = now;
    }

    public AccountId id() {
        return id;
    }

    public UUID subject() {
        return id.id();
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

    public boolean emailVerified() {
        return emailVerified;
    }

    public @Nullable String passwordHash() {
        return passwordHash;
    }

    public boolean isActive() {
        return state == AccountState.ACTIVE;
    }

    public AccountState state() {
        return state;
    }

    public Set<String> roles() {
        return Set.copyOf(roles);
    }

    public boolean hasRole(String role) {
        return roles.contains(role);
    }

    byte @Nullable [] emailSealed() {
        return emailSealed;
    }

    byte @Nullable [] claimsSealed() {
        return claimsSealed;
    }

    void setEmail(byte[] sealed, byte[] index, boolean verified) {
        this.emailSealed = sealed;
        this.emailIndex = index;
        this.emailVerified = verified;
    }

    void setClaims(byte[] sealed) {
        this.claimsSealed = sealed;
    }

    void setLocale(@Nullable String locale) {
        this.locale = locale;
    }

    void setPasswordHash(String hash, Instant now) {
        this.passwordHash = hash;
        this.updatedAt = now;
    }

    void grant(Set<String> granted) {
        roles.addAll(granted);
    }

    void disable(Instant now) {
        this.state = AccountState.DISABLED;
        this.updatedAt = now;
    }
}
