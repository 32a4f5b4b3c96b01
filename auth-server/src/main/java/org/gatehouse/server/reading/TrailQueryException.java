package org.gatehouse.server.reading;

import java.util.Locale;

/** A query of the trail that means nothing, and where. */
public final class TrailQueryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final int column;
    private final String word;

    public TrailQueryException(Reason reason, int column, String word) {
        super("Column " + column + ": " + reason.text());
        this.reason = reason;
        this.column = column;
        this.word = word;
    }

    /** Why. */
    public enum Reason {
        TOO_LONG("a query has at most " + TrailQuery.LONGEST + " characters."),
        TOO_MANY("a query has at most " + TrailQuery.MOST + " terms."),
        UNKNOWN_KEY("there is no key of that name."),
        NO_VALUE("a value is missing."),
        NO_TIME("a time cannot be left out."),
        OPEN_QUOTE("the quote is not closed."),
        AFTER_QUOTE("a blank must follow the quote."),
        TWICE("this can be asked for once; leave out what is too much."),
        NOBODY("nobody has this id."),
        NAMES_HIDDEN("names are hidden from you, so nobody is found by one."),
        SEVERAL("several people may be meant."),
        ACTION("no activity has such a code."),
        OUTCOME("an outcome is success, failure or denied."),
        IP("this is neither an address nor a network."),
        COUNTRY("a country is its code of two letters such as FR."),
        ID("an id has 1 to 200 characters."),
        OBJECT("an object is a kind and an id such as form:42."),
        TEXT("text has 2 to 200 characters."),
        TIME("this is no time."),
        FUTURE("this is yet to come.");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** For a message. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** In English, for a program's developer. */
        public String text() {
            return text;
        }
    }

    public Reason reason() {
        return reason;
    }

    /** Counted from 1. */
    public int column() {
        return column;
    }

    /** What stands there. */
    public String word() {
        return word;
    }
}
