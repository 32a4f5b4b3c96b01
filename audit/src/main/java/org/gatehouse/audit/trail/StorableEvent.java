package org.gatehouse.audit.trail;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.gatehouse.audit.entry.Texts;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Country;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Party;
import org.jspecify.annotations.Nullable;

/**
 * An event within bounds. Values may come from an attacker and are made storable, never refused, or a strange user agent
 * would keep a sign-in from being recorded; names come from our own code and are refused when wrong.
 */
record StorableEvent(AuditEvent event, boolean shortened) {

    private static final int MAX_ID = 200;
    private static final int MAX_LABEL = 256;
    private static final int MAX_EMAIL = 320;
    private static final int MAX_USER_AGENT = 512;
    private static final int MAX_VALUE = 2_000;
    private static final int MAX_FACTS = 64;
    private static final int MAX_CHANGES = 256;

    private static final Pattern REALM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final int MAX_NAME = 100;

    /** What an entry's time can hold without overflow; nothing real is outside. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    static StorableEvent of(AuditEvent event) {
        require(REALM.matcher(event.realm()).matches(), "A realm's name cannot be stored.");
        require(event.detail().size() <= MAX_FACTS, "An event has more than " + MAX_FACTS + " facts.");
        require(event.changes().size() <= MAX_CHANGES, "An event has more than " + MAX_CHANGES + " changes.");
        require(isStorable(event.occurredAt()), "An event's time is out of range.");
        Texts texts = new Texts();
        AuditEvent clean = clean(event, texts);
        return new StorableEvent(clean, texts.shortened());
    }

    private static AuditEvent clean(AuditEvent event, Texts texts) {
        Party target = event.target();
        return new AuditEvent(
                event.realm(),
                event.activity(),
                event.outcome(),
                texts.cleanOrNull(event.reason(), MAX_ID),
                clean(event.actor(), texts),
                target == null ? null : clean(target, texts),
                clean(event.origin(), texts),
                event.occurredAt(),
                clean(event.detail(), texts),
                clean(event.changes(), texts));
    }

    private static Party clean(Party party, Texts texts) {
        return new Party(
                party.kind(),
                party.person(),
                texts.clean(party.label(), MAX_LABEL),
                texts.cleanOrNull(party.email(), MAX_EMAIL));
    }

    private static Origin clean(Origin origin, Texts texts) {
        return new Origin(
                texts.cleanOrNull(origin.client(), MAX_ID),
                texts.cleanOrNull(origin.session(), MAX_ID),
                texts.cleanOrNull(origin.request(), MAX_ID),
                texts.cleanOrNull(origin.address(), MAX_ID),
                texts.cleanOrNull(origin.userAgent(), MAX_USER_AGENT),
                origin.country() != null && Country.isCode(origin.country()) ? origin.country() : null);
    }

    private static Map<String, String> clean(Map<String, String> facts, Texts texts) {
        Map<String, String> clean = new TreeMap<>();
        facts.forEach((name, value) -> {
            require(isName(name), "A fact's name cannot be stored.");
            clean.put(name, texts.clean(value, MAX_VALUE));
        });
        return clean.equals(facts) ? facts : clean;
    }

    private static List<Change> clean(List<Change> changes, Texts texts) {
        return changes.isEmpty()
                ? changes
                : changes.stream().map(change -> clean(change, texts)).toList();
    }

    /** {@code [A-Za-z0-9][A-Za-z0-9._:/-]{0,99}}, for each fact of each event. */
    private static boolean isName(String name) {
        boolean holds = !name.isEmpty() && name.length() <= MAX_NAME && isAlphanumeric(name.charAt(0));
        for (int i = 1; holds && i < name.length(); i++) {
            char c = name.charAt(i);
            holds = isAlphanumeric(c) || c == '.' || c == '_' || c == ':' || c == '/' || c == '-';
        }
        return holds;
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static Change clean(Change change, Texts texts) {
        require(isName(change.field()), "A changed field's name cannot be stored.");
        return new Change(
                change.field(), value(change.before(), texts), value(change.after(), texts), change.personal());
    }

    /** Unlike elsewhere the empty value stays: a field made empty is not a field removed. */
    private static @Nullable String value(@Nullable String value, Texts texts) {
        return value == null ? null : texts.clean(value, MAX_VALUE);
    }

    private static boolean isStorable(@Nullable Instant time) {
        return time == null || !(time.isBefore(EARLIEST) || time.isAfter(LATEST));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new EventRefusedException(otherwise, null);
        }
    }
}
