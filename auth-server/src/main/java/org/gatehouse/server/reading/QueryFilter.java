package org.gatehouse.server.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.ActivityType;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.Country;
import org.gatehouse.audit.event.CustomActivity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.query.ActivityPattern;
import org.gatehouse.audit.query.AddressBlock;
import org.gatehouse.audit.query.Marks;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.server.reading.TrailQuery.Term;
import org.gatehouse.server.reading.TrailQueryException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What terms mean to the reader of the trail. Times are not read here: what they are told from differs.
 *
 * @param own the realm's own activities
 * @param people whom a word means: one, nobody, or several of whom one has to be chosen
 * @param nobody what is wrong with a word that means nobody
 */
public record QueryFilter(List<CustomActivity> own, Function<String, List<UUID>> people, Reason nobody) {

    /** People are given by their ids, as programs know them. */
    public static QueryFilter byId(List<CustomActivity> own) {
        return new QueryFilter(own, word -> id(word).map(List::of).orElse(List.of()), Reason.NOBODY);
    }

    /** @return empty when it is no id */
    public static Optional<UUID> id(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equalsIgnoreCase(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException ex) {
            return Optional.empty();
        }
    }

    /**
     * The same filter with one more condition.
     *
     * @throws TrailQueryException when the value means nothing there
     */
    public TrailFilter with(TrailFilter filter, Term term) {
        String value = term.value().strip();
        return switch (term.key()) {
            case PERSON -> filter.withPerson(person(term));
            case ACTOR -> filter.withActor(person(term));
            case TARGET -> filter.withTarget(person(term));
            case ACTION -> action(filter, value, term);
            case OUTCOME -> filter.withOutcome(outcome(value, term));
            case IP -> filter.withAddress(AddressBlock.parse(value).orElseThrow(() -> wrong(Reason.IP, term)));
            case COUNTRY -> filter.withMarks(filter.marks().withCountry(country(value, term)));
            default -> filter.withMarks(marks(filter.marks(), value, term));
        };
    }

    /**
     * What terms leave out.
     *
     * @throws TrailQueryException when one means nothing
     */
    public List<TrailFilter> without(List<Term> terms) {
        if (terms.size() > TrailFilter.MOST) {
            throw wrong(Reason.TOO_MANY, terms.get(TrailFilter.MOST));
        }
        return terms.stream().map(term -> with(TrailFilter.all(), term)).toList();
    }

    /**
     * What a query without any minus leaves out.
     *
     * @throws TrailQueryException when it cannot be read, or names a time
     */
    public List<TrailFilter> without(String query) {
        List<Term> terms = TrailQuery.parse(query).terms();
        terms.stream().filter(term -> term.key().isTime()).findFirst().ifPresent(term -> {
            throw wrong(Reason.NO_TIME, term);
        });
        return without(terms);
    }

    /** The query that leaves out the same, with people by their ids; empty when nothing is. */
    public static String text(TrailFilter filter) {
        List<Term> terms = new ArrayList<>();
        for (TrailFilter left : filter.without()) {
            Marks marks = left.marks();
            add(terms, QueryKey.PERSON, left.person());
            add(terms, QueryKey.ACTOR, left.actor());
            add(terms, QueryKey.TARGET, left.target());
            add(terms, QueryKey.ACTION, activities(left));
            add(terms, QueryKey.OUTCOME, left.outcome() == null ? null : code(left.outcome()));
            add(terms, QueryKey.IP, left.address());
            add(terms, QueryKey.COUNTRY, marks.country());
            add(terms, QueryKey.CLIENT, marks.client());
            add(terms, QueryKey.SESSION, marks.session());
            add(terms, QueryKey.REQUEST, marks.request());
            add(terms, QueryKey.OBJECT, marks.object());
            add(terms, QueryKey.TEXT, marks.text());
        }
        return new TrailQuery(terms).text();
    }

    /** The activities a filter asks for as they are written, or null for all: patterns apart from each other by commas. */
    public static @Nullable String activities(TrailFilter filter) {
        if (filter.activity() != null) {
            return filter.activity().code();
        }
        if (filter.category() != null) {
            return filter.category().code();
        }
        List<String> patterns =
                filter.activities().stream().map(ActivityPattern::text).toList();
        return patterns.isEmpty() ? null : String.join(",", patterns);
    }

    private static void add(List<Term> terms, QueryKey key, @Nullable Object value) {
        if (value != null) {
            terms.add(new Term(key, value.toString(), false));
        }
    }

    private UUID person(Term term) {
        List<UUID> meant = people.apply(term.value().strip());
        if (meant.size() != 1) {
            throw wrong(meant.isEmpty() ? nobody : Reason.SEVERAL, term);
        }
        return meant.get(0);
    }

    /** One code, one category, or several and beginnings of codes. */
    private TrailFilter action(TrailFilter filter, String value, Term term) {
        Optional<ActivityType> activity = activity(value);
        if (activity.isPresent()) {
            return filter.withActivity(activity.get());
        }
        Optional<Category> category = Category.find(value);
        return category.isPresent()
                ? filter.withCategory(category.get())
                : filter.withActivities(patterns(value).orElseThrow(() -> wrong(Reason.ACTION, term)));
    }

    /** The activity of this code, of the catalogue or the realm's own. */
    public Optional<ActivityType> activity(String code) {
        return Optional.<ActivityType>empty()
                .or(() -> Activity.find(code))
                .or(() -> own.stream().filter(each -> each.code().equals(code)).findFirst());
    }

    /** Patterns apart from each other by commas; empty when one of them names no activity of the realm. */
    public Optional<List<ActivityPattern>> patterns(String text) {
        List<Optional<ActivityPattern>> patterns =
                Arrays.stream(text.split(",", -1)).map(ActivityPattern::parse).toList();
        boolean good = patterns.size() <= TrailFilter.MOST
                && patterns.stream()
                        .allMatch(pattern -> pattern.filter(this::isKnown).isPresent());
        return good ? Optional.of(patterns.stream().map(Optional::orElseThrow).toList()) : Optional.empty();
    }

    private boolean isKnown(ActivityPattern pattern) {
        return Arrays.stream(Activity.values()).anyMatch(pattern::matches)
                || own.stream().anyMatch(pattern::matches);
    }

    private static Outcome outcome(String value, Term term) {
        return Arrays.stream(Outcome.values())
                .filter(outcome -> code(outcome).equals(value))
                .findFirst()
                .orElseThrow(() -> wrong(Reason.OUTCOME, term));
    }

    private static String country(String value, Term term) {
        return Country.find(value).orElseThrow(() -> wrong(Reason.COUNTRY, term));
    }

    private static String code(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private static Marks marks(Marks marks, String value, Term term) {
        return switch (term.key()) {
            case CLIENT ->
                new Marks(
                        good(value, Marks::isId, Reason.ID, term),
                        marks.session(),
                        marks.request(),
                        marks.object(),
                        marks.text(),
                        marks.country());
            case SESSION ->
                new Marks(
                        marks.client(),
                        good(value, Marks::isId, Reason.ID, term),
                        marks.request(),
                        marks.object(),
                        marks.text(),
                        marks.country());
            case REQUEST ->
                new Marks(
                        marks.client(),
                        marks.session(),
                        good(value, Marks::isId, Reason.ID, term),
                        marks.object(),
                        marks.text(),
                        marks.country());
            case OBJECT ->
                new Marks(
                        marks.client(),
                        marks.session(),
                        marks.request(),
                        good(value, Marks::isObject, Reason.OBJECT, term),
                        marks.text(),
                        marks.country());
            case TEXT ->
                new Marks(
                        marks.client(),
                        marks.session(),
                        marks.request(),
                        marks.object(),
                        good(value, Marks::isText, Reason.TEXT, term),
                        marks.country());
            default -> throw new IllegalArgumentException(term.key() + " is read elsewhere");
        };
    }

    private static String good(String value, Predicate<String> is, Reason reason, Term term) {
        if (!is.test(value)) {
            throw wrong(reason, term);
        }
        return value;
    }

    private static TrailQueryException wrong(Reason reason, Term term) {
        return new TrailQueryException(reason, term.column(), term.value());
    }
}
