package org.gatehouse.server.bulk;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.realm.Permission;

/** What can be done to several people. */
public enum BulkAction {
    DISABLE(Permission.USERS_WRITE),
    ENABLE(Permission.USERS_WRITE),
    SIGN_OUT(Permission.USERS_WRITE),
    JOIN(Permission.GROUPS_WRITE),
    LEAVE(Permission.GROUPS_WRITE);

    private final Permission permission;

    BulkAction(Permission permission) {
        this.permission = permission;
    }

    public static Optional<BulkAction> find(String code) {
        return Arrays.stream(values())
                .filter(action -> action.code().equals(code))
                .findFirst();
    }

    /** As forms write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Without which nobody does it to anybody. */
    public Permission permission() {
        return permission;
    }

    public boolean isAboutAGroup() {
        return this == JOIN || this == LEAVE;
    }

    /** What undoes it; empty for what nothing undoes. */
    public Optional<BulkAction> opposite() {
        return switch (this) {
            case DISABLE -> Optional.of(ENABLE);
            case ENABLE -> Optional.of(DISABLE);
            case JOIN -> Optional.of(LEAVE);
            case LEAVE -> Optional.of(JOIN);
            case SIGN_OUT -> Optional.empty();
        };
    }
}
