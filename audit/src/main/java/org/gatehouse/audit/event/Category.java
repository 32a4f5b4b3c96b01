package org.gatehouse.audit.event;

import java.util.Arrays;
import java.util.Optional;

/** What an activity is about. Every activity has exactly one category; the category decides the retention tier. */
public enum Category {
    SIGN_IN("sign-in", Tier.P13M),
    TOKEN("token", Tier.P6M),
    RIGHTS("rights", Tier.P3Y),
    ACCOUNT("account", Tier.P3Y),
    DELETION("deletion", Tier.P5Y),
    DATA_ACCESS("data-access", Tier.P6M),
    DATA_CHANGE("data-change", Tier.P13M),
    DATA_EXPORT("data-export", Tier.P13M),
    DEVICE("device", Tier.P3Y),
    SUPPORT("support", Tier.P3Y),
    CONFIGURATION("configuration", Tier.P3Y),
    TRAIL("trail", Tier.P5Y);

    private final String code;
    private final Tier defaultTier;

    Category(String code, Tier defaultTier) {
        this.code = code;
        this.defaultTier = defaultTier;
    }

    public String code() {
        return code;
    }

    public Tier defaultTier() {
        return defaultTier;
    }

    public static Optional<Category> find(String code) {
        return Arrays.stream(values())
                .filter(category -> category.code.equals(code))
                .findFirst();
    }
}
