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

    @Column(name = "phone_sealed")
    private byte @Nullable [] phoneSealed;

    @Column(name = "phone_index")
    private byte @Nullable [] phoneIndex;

    @Column(name = "phone_verified")
    private boolean phoneVerified;

    @Column(name = "sort_key")
    private String sortKey;

    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    @Column(name = "restorable")
    private @Nullable String restorable;

    @Column(name = "claims_sealed")
    private byte @Nullable [] claimsSealed;

    @Column(name = "password_hash")
    private @Nullable String passwordHash;

    @Column(name = "password_changed_at")
    private @Nullable Instant passwordChangedAt;

    @Column(name = "password_must_change")
    private boolean passwordMustChange;

    @Column(name = "password_expires_at")
    private @Nullable Instant passwordExpiresAt;

    @Column(name = "sign_in_epoch", insertable = false, updatable = false)
    private int signInEpoch;

    @Column(name = "kept_sign_in", insertable = false, updatable = false)
    private @Nullable String keptSignIn;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private AccountState state = AccountState.ACTIVE;

    @Column(name = "disabled_by")
    private @Nullable String disabledBy;

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
        this.sortKey = SearchWords.sortKey(displayName);
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

    /** When the password was chosen; null without one. */
    public @Nullable Instant passwordChangedAt() {
        return passwordChangedAt;
    }

    /** Whether somebody decided that the person chooses another password before they get in. */
    public boolean passwordMustChange() {
        return passwordMustChange;
    }

    /** Whether the password was handed out for a time that is over: it then opens nothing. */
    public boolean isPasswordExpired(Instant now) {
        return passwordExpiresAt != null && !now.isBefore(passwordExpiresAt);
    }

    /** Counts how often all sign-ins of the account were ended together: {@link SignInEpochs}. */
    public int signInEpoch() {
        return signInEpoch;
    }

    /** Whether a sign-in that began in this epoch was not ended with the others since. */
    public boolean stands(int epoch, String reference) {
        return epoch == signInEpoch || reference.equals(keptSignIn);
    }

    public boolean isActive() {
        return state == AccountState.ACTIVE;
    }

    public AccountState state() {
        return state;
    }

    /** The provisioning client that disabled it; null when it is not disabled, or somebody did who administers. */
    public @Nullable String disabledBy() {
        return disabledBy;
    }

    public Set<String> roles() {
        return Set.copyOf(roles);
    }

    public boolean hasRole(String role) {
        return roles.contains(role);
    }

    public boolean phoneVerified() {
        return phoneVerified;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    /** When it was deleted so that it can be restored; null while it is not. */
    public @Nullable Instant deletedAt() {
        return deletedAt;
    }

    /** Rises with every change: what an entity tag is made of. */
    public int version() {
        return version;
    }

    byte @Nullable [] phoneSealed() {
        return phoneSealed;
    }

    @Nullable
    String restorable() {
        return restorable;
    }

    byte @Nullable [] emailSealed() {
        return emailSealed;
    }

    byte @Nullable [] claimsSealed() {
        return claimsSealed;
    }

    void setUserName(String userName) {
        this.userName = userName;
        this.userNameKey = UserNames.key(userName);
    }

    void setDisplayName(String displayName) {
        this.displayName = displayName;
        this.sortKey = SearchWords.sortKey(displayName);
    }

    void setEmail(byte @Nullable [] sealed, byte @Nullable [] index) {
        this.emailSealed = sealed;
        this.emailIndex = index;
    }

    void setEmailVerified(boolean verified) {
        this.emailVerified = verified;
    }

    void setPhone(byte @Nullable [] sealed, byte @Nullable [] index) {
        this.phoneSealed = sealed;
        this.phoneIndex = index;
    }

    void setPhoneVerified(boolean verified) {
        this.phoneVerified = verified;
    }

    void setClaims(byte[] sealed) {
        this.claimsSealed = sealed;
    }

    void setLocale(@Nullable String locale) {
        this.locale = locale;
    }

    /** Another hash of the same password. */
    void setPasswordHash(String hash, Instant now) {
        this.passwordHash = hash;
        this.updatedAt = now;
    }

    /** A password the person chose. */
    void changePassword(String hash, Instant now) {
        setPasswordHash(hash, now);
        this.passwordChangedAt = now;
        this.passwordMustChange = false;
        this.passwordExpiresAt = null;
    }

    /** A password somebody else knows: good until then, to choose another one. */
    void setTemporaryPassword(String hash, Instant expiresAt, Instant now) {
        changePassword(hash, now);
        this.passwordMustChange = true;
        this.passwordExpiresAt = expiresAt;
    }

    void requirePasswordChange() {
        this.passwordMustChange = true;
    }

    boolean grant(Set<String> granted) {
        return roles.addAll(granted);
    }

    boolean revoke(Set<String> revoked) {
        return roles.removeAll(revoked);
    }

    void setState(AccountState state, Instant now) {
        this.state = state;
        this.deletedAt = state == AccountState.DELETED ? now : null;
        this.disabledBy = null;
        this.updatedAt = now;
    }

    void disable(@Nullable String by, Instant now) {
        setState(AccountState.DISABLED, now);
        this.disabledBy = by;
    }

    void setRestorable(@Nullable String rights) {
        this.restorable = rights;
    }

    void touch(Instant now) {
        this.updatedAt = now;
    }
}
