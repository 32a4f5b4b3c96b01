package org.gatehouse.audit.query;

import java.util.Optional;
import java.util.regex.Pattern;
import org.gatehouse.audit.event.ActivityType;

/**
 * Names activities: one by its code ({@code role.granted}), all of a category by the category's ({@code rights}), or all
 * whose codes begin alike ({@code role.*}).
 */
public record ActivityPattern(String text) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9.-]{0,98}\\*?");

    /** @throws IllegalArgumentException when no activity could be meant */
    public ActivityPattern {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("This names no activities");
        }
    }

    /** @return empty when no activity could be meant */
    public static Optional<ActivityPattern> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new ActivityPattern(text)) : Optional.empty();
    }

    public boolean matches(ActivityType activity) {
        return text.endsWith("*")
                ? activity.code().startsWith(text.substring(0, text.length() - 1))
                : activity.code().equals(text) || activity.category().code().equals(text);
    }
}
