package org.gatehouse.server.reading;

import org.gatehouse.server.reading.TrailQuery.Term;
import org.gatehouse.server.reading.TrailQueryException.Reason;

/** Reads the terms of a query one after the other. */
final class TermReader {

    private static final char QUOTE = '"';
    private static final char ESCAPE = '\\';

    private final String text;
    private int at;

    TermReader(String text) {
        this.text = text;
    }

    boolean hasNext() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length();
    }

    Term next() {
        boolean excluded = text.charAt(at) == '-';
        if (excluded) {
            at++;
        }
        int column = at + 1;
        String word = word(true);
        if (at == text.length() || text.charAt(at) != ':') {
            return term(QueryKey.TEXT, word, excluded, column);
        }
        QueryKey key = QueryKey.find(word).orElseThrow(() -> new TrailQueryException(Reason.UNKNOWN_KEY, column, word));
        at++;
        int value = at + 1;
        return term(key, word(false), excluded, value);
    }

    private static Term term(QueryKey key, String value, boolean excluded, int column) {
        if (value.isBlank()) {
            throw new TrailQueryException(Reason.NO_VALUE, column, key.code());
        }
        if (excluded && key.isTime()) {
            throw new TrailQueryException(Reason.NO_TIME, column, key.code());
        }
        return new Term(key, value, excluded, column);
    }

    /** @param key whether a colon ends it, which only one before the first quote does */
    private String word(boolean key) {
        if (at < text.length() && text.charAt(at) == QUOTE) {
            return quoted();
        }
        int begin = at;
        while (at < text.length() && !isEnd(text.charAt(at), key)) {
            at++;
        }
        return text.substring(begin, at);
    }

    private static boolean isEnd(char c, boolean key) {
        return Character.isWhitespace(c) || (key && c == ':');
    }

    private String quoted() {
        int begin = at + 1;
        StringBuilder value = new StringBuilder();
        for (at = begin; at < text.length() && text.charAt(at) != QUOTE; at++) {
            if (text.charAt(at) == ESCAPE && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at));
        }
        if (at == text.length()) {
            throw new TrailQueryException(Reason.OPEN_QUOTE, begin, value.toString());
        }
        at++;
        if (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            throw new TrailQueryException(Reason.AFTER_QUOTE, at + 1, text.substring(at, at + 1));
        }
        return value.toString();
    }
}
