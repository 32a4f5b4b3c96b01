package org.gatehouse.server.console.trail;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.ActivityType;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.CustomActivity;
import org.gatehouse.server.reading.QueryKey;
import org.gatehouse.server.reading.TrailQuery;
import org.gatehouse.server.reading.TrailQuery.Term;

/** The query box and the chips below it: two ways to say what the address says, and to change it. */
final class TrailBox {

    private TrailBox() {}

    /**
     * One condition, and the address without it.
     *
     * @param field the message that says what it is about
     */
    record Chip(String field, String value, boolean excluded, String query) {}

    /** @param shown what the value of a term is called */
    static List<Chip> chips(TrailSearch asked, Function<Term, String> shown) {
        return asked.terms().stream()
                .map(term -> new Chip(
                        term.key().field(),
                        shown.apply(term),
                        term.excluded(),
                        asked.minus(term).query()))
                .toList();
    }

    /** What the address asks for, as somebody would type it. */
    static String text(TrailSearch asked, UnaryOperator<String> names) {
        return new TrailQuery(
                        asked.terms().stream().map(term -> shown(term, names)).toList())
                .text();
    }

    /** The same query about somebody else. */
    static String replaced(TrailSearch asked, Term term, String person, UnaryOperator<String> names) {
        return new TrailQuery(asked.terms().stream()
                        .map(each -> each.isSame(term) ? new Term(term.key(), person, false) : shown(each, names))
                        .toList())
                .text();
    }

    /** A typed query about somebody else: the term whose value begins at a column. */
    static String replaced(String typed, int column, String person) {
        return new TrailQuery(TrailQuery.parse(typed).terms().stream()
                        .map(each -> each.column() == column ? new Term(each.key(), person, each.excluded()) : each)
                        .toList())
                .text();
    }

    /** Terms to begin with: the keys, and what is known beforehand of their values. The script adds every activity. */
    static List<String> suggestions(List<CustomActivity> own) {
        Stream<String> keys = Arrays.stream(QueryKey.values()).map(key -> key.code() + ":");
        Stream<String> outcomes = Stream.of("success", "failure", "denied").map(code -> "outcome:" + code);
        Stream<String> times = Stream.of("now-1h", "now-24h", "now-7d", "now-30d", "now/d", "now-1M/M")
                .map(time -> "since:" + time);
        Stream<String> actions = Stream.concat(
                        Arrays.stream(Category.values()).map(Category::code), groups(own).stream())
                .map(code -> "action:" + code);
        return Stream.of(keys, outcomes, times, actions).flatMap(each -> each).toList();
    }

    /** Beginnings that several activities share. */
    static List<String> groups(List<CustomActivity> own) {
        List<String> beginnings = activities(own)
                .map(activity -> activity.code().substring(0, activity.code().lastIndexOf('.') + 1) + "*")
                .toList();
        return beginnings.stream()
                .distinct()
                .filter(beginning ->
                        beginnings.stream().filter(beginning::equals).count() > 1)
                .toList();
    }

    private static Stream<ActivityType> activities(List<CustomActivity> own) {
        return Stream.concat(Arrays.stream(Activity.values()), own.stream());
    }

    private static Term shown(Term term, UnaryOperator<String> names) {
        return term.key().isPerson() ? new Term(term.key(), names.apply(term.value()), term.excluded()) : term;
    }
}
