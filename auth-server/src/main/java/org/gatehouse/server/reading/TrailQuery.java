package org.gatehouse.server.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gatehouse.server.reading.TrailQueryException.Reason;

/**
 * What somebody asks of the trail in one line: {@code actor:alice action:role.* -ip:10.0.0.0/8 "two words"}. Terms stand
 * apart from each other by blanks and must all hold; one with a minus must not. A value with blanks stands in quotes, in
 * which {@code \"} is a quote and {@code \\} a backslash. A term without a key is text.
 */
public record TrailQuery(List<Term> terms) {

    /** Most characters. */
    public static final int LONGEST = 1_000;

    /** Most terms. */
    public static final int MOST = 30;

    /** What needs no quotes. */
    private static final Pattern BARE = Pattern.compile("[^\\s\"\\\\]+");

    public TrailQuery {
        terms = List.copyOf(terms);
    }

    /**
     * One thing that must hold, or must not.
     *
     * @param column where its value begins, counted from 1; 0 when it was not read
     */
    public record Term(QueryKey key, String value, boolean excluded, int column) {

        public Term(QueryKey key, String value, boolean excluded) {
            this(key, value, excluded, 0);
        }

        /** Whether both say the same, wherever it stands. */
        public boolean isSame(Term other) {
            return key == other.key && value.equals(other.value) && excluded == other.excluded;
        }

        /** As it is written. */
        public String text() {
            return (excluded ? "-" : "") + key.code() + ":" + quoted(value);
        }

        private static String quoted(String value) {
            return BARE.matcher(value).matches()
                    ? value
                    : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        }
    }

    /** @throws TrailQueryException when it cannot be read, with the column where reading ended */
    public static TrailQuery parse(String text) {
        if (text.length() > LONGEST) {
            throw new TrailQueryException(Reason.TOO_LONG, LONGEST + 1, "");
        }
        List<Term> terms = new ArrayList<>();
        TermReader reader = new TermReader(text);
        while (reader.hasNext()) {
            Term term = reader.next();
            if (terms.size() == MOST) {
                throw new TrailQueryException(Reason.TOO_MANY, term.column(), term.value());
            }
            terms.add(term);
        }
        return new TrailQuery(terms);
    }

    /** As it is read. */
    public String text() {
        return terms.stream().map(Term::text).collect(Collectors.joining(" "));
    }
}
