package org.gatehouse.server.console;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.ActivityType;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.CustomActivity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.query.Marks;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Which entries somebody asks for, as it stands in the address. People are given by user name, e-mail address or id; a
 * link gives the id, which outlives a change of name, and the page shows the name.
 *
 * @param what an activity's code or a category's
 * @param from when it begins, as {@link TrailTime} reads it
 * @param to when it ends, of a day the whole
 * @param object a kind and an id, such as {@code form:42}
 * @param text in the readable detail
 */
record TrailSearch(
        @Nullable String person,
        @Nullable String actor,
        @Nullable String target,
        @Nullable String what,
        @Nullable String outcome,
        @Nullable String from,
        @Nullable String to,
        @Nullable String client,
        @Nullable String session,
        @Nullable String request,
        @Nullable String object,
        @Nullable String text) {

    public boolean isEmpty() {
        return conditions().isEmpty();
    }

    /** The same at another time. */
    TrailSearch between(@Nullable String start, @Nullable String end) {
        return new TrailSearch(
                person, actor, target, what, outcome, start, end, client, session, request, object, text);
    }

    /** What of it is asked for, as the query of an address; empty for everything. */
    public String query() {
        UriComponentsBuilder query = UriComponentsBuilder.newInstance();
        conditions().forEach((name, value) -> query.queryParam(name, UriUtils.encode(value, StandardCharsets.UTF_8)));
        return query.build(true).toUriString();
    }

    /** What is asked for, by the name of its field. */
    public Map<String, String> conditions() {
        Map<String, String> conditions = new LinkedHashMap<>();
        fields().forEach((name, value) -> {
            if (value != null && !value.isBlank()) {
                conditions.put(name, value);
            }
        });
        return conditions;
    }

    private Map<String, @Nullable String> fields() {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        fields.put("person", person);
        fields.put("actor", actor);
        fields.put("target", target);
        fields.put("what", what);
        fields.put("outcome", outcome);
        fields.put("from", from);
        fields.put("to", to);
        fields.put("client", client);
        fields.put("session", session);
        fields.put("request", request);
        fields.put("object", object);
        fields.put("text", text);
        return fields;
    }

    /** The filter, and what of the address could not be read. */
    record Read(TrailFilter filter, FormErrors errors) {}

    /** The same with names instead of ids, for the form. */
    TrailSearch named(Realm realm, Accounts accounts) {
        return new TrailSearch(
                name(realm, accounts, person),
                name(realm, accounts, actor),
                name(realm, accounts, target),
                what,
                outcome,
                from,
                to,
                client,
                session,
                request,
                object,
                text);
    }

    /**
     * @param own the realm's own activities
     * @param now what times are told from
     */
    Read read(Realm realm, Accounts accounts, List<CustomActivity> own, Instant now) {
        Reading reading = new Reading(realm, accounts, now);
        String code = what == null ? "" : what;
        Optional<ActivityType> activity = Optional.<ActivityType>empty()
                .or(() -> Activity.find(code))
                .or(() -> own.stream().filter(each -> each.code().equals(code)).findFirst());
        Optional<Category> category = Category.find(code);
        if (!code.isEmpty() && activity.isEmpty() && category.isEmpty()) {
            reading.wrong("what", "console.trail.choose");
        }
        Instant start = reading.time("from", from, TrailTime::beginning);
        Instant end = reading.time("to", to, TrailTime::end);
        TrailFilter filter = TrailFilter.all()
                .withPerson(reading.person("person", person))
                .withActor(reading.person("actor", actor))
                .withTarget(reading.person("target", target))
                .withActivity(activity.orElse(null))
                .withCategory(category.orElse(null))
                .withOutcome(reading.outcome(outcome))
                .between(start, end)
                .withMarks(marks(reading));
        return new Read(filter, reading.errors);
    }

    private Marks marks(Reading reading) {
        return new Marks(
                reading.text("client", client, Marks::isId, "console.trail.id"),
                reading.text("session", session, Marks::isId, "console.trail.id"),
                reading.text("request", request, Marks::isId, "console.trail.id"),
                reading.text("object", object, Marks::isObject, "console.trail.a-kind-and-an-id"),
                reading.text("text", text, Marks::isText, "console.trail.some-text"));
    }

    private static @Nullable String name(Realm realm, Accounts accounts, @Nullable String person) {
        return id(person)
                .flatMap(id -> accounts.find(realm, id))
                .map(Account::userName)
                .orElse(person);
    }

    private static Optional<UUID> id(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(UUID.fromString(text.strip()));
        } catch (IllegalArgumentException ex) {
            return Optional.empty();
        }
    }

    /** Collects what is wrong on the way. */
    private static final class Reading {

        private final Realm realm;
        private final Accounts accounts;
        private final Instant now;
        private FormErrors errors = FormErrors.none();

        private Reading(Realm realm, Accounts accounts, Instant now) {
            this.realm = realm;
            this.accounts = accounts;
            this.now = now;
        }

        private void wrong(String field, String code) {
            errors = errors.and(field, code);
        }

        private @Nullable String text(String field, @Nullable String text, Predicate<String> good, String code) {
            if (text == null || text.isBlank()) {
                return null;
            }
            String stripped = text.strip();
            if (good.test(stripped)) {
                return stripped;
            }
            wrong(field, code);
            return null;
        }

        private @Nullable UUID person(String field, @Nullable String text) {
            if (text == null || text.isBlank()) {
                return null;
            }
            Optional<UUID> found =
                    id(text).or(() -> accounts.findByLogin(realm, text.strip()).map(Account::subject));
            if (found.isEmpty()) {
                wrong(field, "console.trail.nobody");
            }
            return found.orElse(null);
        }

        private @Nullable Outcome outcome(@Nullable String text) {
            if (text == null || text.isBlank()) {
                return null;
            }
            try {
                return Outcome.valueOf(text.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException ex) {
                wrong("outcome", "console.trail.choose");
                return null;
            }
        }

        private @Nullable Instant time(
                String field, @Nullable String text, BiFunction<String, Instant, Optional<Instant>> read) {
            if (text == null || text.isBlank()) {
                return null;
            }
            Optional<Instant> time = read.apply(text, now);
            if (time.isEmpty()) {
                wrong(field, "console.trail.time");
            }
            return time.orElse(null);
        }
    }
}
