package org.gatehouse.audit.event;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The closed catalogue of what is recorded. Code and number are stored for years: constants are added, never renamed,
 * renumbered or removed. Each category has a block of a hundred numbers.
 */
public enum Activity implements ActivityType {
    AUTH_LOGIN(1, "auth.login", Category.SIGN_IN),
    AUTH_FACTOR(2, "auth.factor", Category.SIGN_IN),
    AUTH_STEP_UP(3, "auth.step-up", Category.SIGN_IN),
    AUTH_LOGOUT(4, "auth.logout", Category.SIGN_IN),
    AUTH_THROTTLED(5, "auth.throttled", Category.SIGN_IN),
    SESSION_ENDED(6, "session.ended", Category.SIGN_IN),
    FEDERATION_LOGIN(7, "federation.login", Category.SIGN_IN),
    FEDERATION_LINKED(8, "federation.linked", Category.SIGN_IN),
    FEDERATION_UNLINKED(9, "federation.unlinked", Category.SIGN_IN),
    TOKEN_ISSUED(101, "token.issued", Category.TOKEN),
    TOKEN_REFRESHED(102, "token.refreshed", Category.TOKEN),
    TOKEN_REFUSED(103, "token.refused", Category.TOKEN),
    TOKEN_REVOKED(104, "token.revoked", Category.TOKEN),
    TOKEN_REPLAYED(105, "token.replayed", Category.TOKEN),
    CODE_ISSUED(106, "code.issued", Category.TOKEN),
    CLIENT_AUTH_FAILED(107, "client.auth-failed", Category.TOKEN),
    CONSENT_GRANTED(108, "consent.granted", Category.TOKEN),
    CONSENT_DENIED(109, "consent.denied", Category.TOKEN),
    CONSENT_REVOKED(110, "consent.revoked", Category.TOKEN),
    TOKEN_CONFIRMED(111, "token.confirmed", Category.TOKEN),
    ROLE_GRANTED(201, "role.granted", Category.RIGHTS),
    ROLE_REVOKED(202, "role.revoked", Category.RIGHTS),
    GROUP_MEMBER_ADDED(203, "group.member-added", Category.RIGHTS),
    GROUP_MEMBER_REMOVED(204, "group.member-removed", Category.RIGHTS),
    ACCESS_GRANTED(205, "access.granted", Category.RIGHTS),
    ACCESS_REVOKED(206, "access.revoked", Category.RIGHTS),
    OBJECT_ACCESS_CHANGED(207, "object.access-changed", Category.RIGHTS),
    USER_CREATED(301, "user.created", Category.ACCOUNT),
    USER_UPDATED(302, "user.updated", Category.ACCOUNT),
    USER_VIEWED(303, "user.viewed", Category.ACCOUNT),
    USER_DISABLED(304, "user.disabled", Category.ACCOUNT),
    USER_ENABLED(305, "user.enabled", Category.ACCOUNT),
    USER_LOCKED(306, "user.locked", Category.ACCOUNT),
    USER_UNLOCKED(307, "user.unlocked", Category.ACCOUNT),
    CREDENTIAL_CHANGED(308, "credential.changed", Category.ACCOUNT),
    CREDENTIAL_RESET(309, "credential.reset", Category.ACCOUNT),
    FACTOR_ENROLLED(310, "factor.enrolled", Category.ACCOUNT),
    FACTOR_REMOVED(311, "factor.removed", Category.ACCOUNT),
    RECOVERY_USED(312, "recovery.used", Category.ACCOUNT),
    ATTESTATION_ACCEPTED(313, "attestation.accepted", Category.ACCOUNT),
    USER_SOFT_DELETED(401, "user.soft-deleted", Category.DELETION),
    USER_RESTORED(402, "user.restored", Category.DELETION),
    USER_ERASED(403, "user.erased", Category.DELETION),
    USER_ANONYMISED(404, "user.anonymised", Category.DELETION),
    DATA_SOFT_DELETED(405, "data.soft-deleted", Category.DELETION),
    DATA_ERASED(406, "data.erased", Category.DELETION),
    REALM_ERASED(407, "realm.erased", Category.DELETION),
    DATA_READ(501, "data.read", Category.DATA_ACCESS),
    DATA_CREATED(601, "data.created", Category.DATA_CHANGE),
    DATA_UPDATED(602, "data.updated", Category.DATA_CHANGE),
    OBJECT_CREATED(603, "object.created", Category.DATA_CHANGE),
    OBJECT_UPDATED(604, "object.updated", Category.DATA_CHANGE),
    OBJECT_DELETED(605, "object.deleted", Category.DATA_CHANGE),
    DATA_EXPORTED(701, "data.exported", Category.DATA_EXPORT),
    DATA_IMPORTED(702, "data.imported", Category.DATA_EXPORT),
    DEVICE_REGISTERED(801, "device.registered", Category.DEVICE),
    DEVICE_REMOVED(802, "device.removed", Category.DEVICE),
    DEVICE_WIPE_REQUESTED(803, "device.wipe-requested", Category.DEVICE),
    DEVICE_WIPE_DELIVERED(804, "device.wipe-delivered", Category.DEVICE),
    DEVICE_WIPE_CONFIRMED(805, "device.wipe-confirmed", Category.DEVICE),
    DEVICE_WIPE_FAILED(806, "device.wipe-failed", Category.DEVICE),
    SUPPORT_REQUESTED(901, "support.requested", Category.SUPPORT),
    SUPPORT_APPROVED(902, "support.approved", Category.SUPPORT),
    SUPPORT_USED(903, "support.used", Category.SUPPORT),
    SUPPORT_ENDED(904, "support.ended", Category.SUPPORT),
    REALM_CHANGED(1001, "realm.changed", Category.CONFIGURATION),
    CLIENT_CHANGED(1002, "client.changed", Category.CONFIGURATION),
    CONNECTION_CHANGED(1003, "connection.changed", Category.CONFIGURATION),
    POLICY_CHANGED(1004, "policy.changed", Category.CONFIGURATION),
    KEY_ROTATED(1005, "key.rotated", Category.CONFIGURATION),
    SERVICE_STARTED(1006, "service.started", Category.CONFIGURATION),
    SERVICE_STOPPED(1007, "service.stopped", Category.CONFIGURATION),
    APPROVAL_REQUESTED(1008, "approval.requested", Category.CONFIGURATION),
    APPROVAL_GIVEN(1009, "approval.given", Category.CONFIGURATION),
    APPROVAL_REFUSED(1010, "approval.refused", Category.CONFIGURATION),
    CONNECTION_EXPIRING(1011, "connection.expiring", Category.CONFIGURATION),
    LOG_READ(1101, "log.read", Category.TRAIL),
    LOG_EXPORTED(1102, "log.exported", Category.TRAIL),
    LOG_PRUNED(1103, "log.pruned", Category.TRAIL),
    LOG_HOLD_SET(1104, "log.hold-set", Category.TRAIL),
    LOG_HOLD_LIFTED(1105, "log.hold-lifted", Category.TRAIL),
    LOG_VERIFIED(1106, "log.verified", Category.TRAIL),
    LOG_BROKEN(1107, "log.broken", Category.TRAIL),
    LOG_FORKED(1108, "log.forked", Category.TRAIL),
    RETENTION_CHANGED(1109, "retention.changed", Category.TRAIL),
    LOG_REVEALED(1110, "log.revealed", Category.TRAIL);

    private static final Map<String, Activity> BY_CODE =
            Arrays.stream(values()).collect(toUnmodifiableMap(Activity::code, Function.identity()));
    private static final Map<Integer, Activity> BY_ID =
            Arrays.stream(values()).collect(toUnmodifiableMap(Activity::id, Function.identity()));

    private final int id;
    private final String code;
    private final Category category;

    Activity(int id, String code, Category category) {
        this.id = id;
        this.code = code;
        this.category = category;
    }

    /** The stored number, fixed for ever. */
    @Override
    public int id() {
        return id;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Category category() {
        return category;
    }

    public static Optional<Activity> find(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    public static Optional<Activity> byId(int id) {
        return Optional.ofNullable(BY_ID.get(id));
    }
}
