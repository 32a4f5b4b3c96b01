package org.gatehouse.server.console.retention;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.server.console.Days;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * A legal hold as somebody asks for it.
 *
 * @param from the first day, in UTC
 * @param until the last day; empty for everything to come
 * @param person whom it is about, by user name or e-mail address; empty for everybody
 * @param why one line that becomes part of the entry
 */
record RetentionForm(
        @Nullable String from,
        @Nullable String until,
        @Nullable String person,
        @Nullable String why) {

    static final RetentionForm EMPTY = new RetentionForm(null, null, null, null);

    /** What was typed before somebody had to sign in once more. */
    static RetentionForm of(Map<String, String> kept) {
        return new RetentionForm(kept.get("from"), kept.get("until"), kept.get("person"), kept.get("why"));
    }

    FormErrors errors() {
        FormErrors errors = begins().isEmpty() ? FormErrors.on("from", "retention.day") : FormErrors.none();
        boolean wrongEnd = StringUtils.hasText(until) && ends().isEmpty();
        return wrongEnd ? errors.and("until", "retention.day") : errors;
    }

    Optional<Instant> begins() {
        return Days.beginning(from);
    }

    /** The end of the last day. */
    Optional<Instant> ends() {
        return Days.end(until);
    }

    Optional<String> about() {
        return Optional.ofNullable(person).map(String::strip).filter(StringUtils::hasText);
    }
}
