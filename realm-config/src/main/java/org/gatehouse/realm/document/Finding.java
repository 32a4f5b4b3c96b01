package org.gatehouse.realm.document;

/**
 * One thing that is wrong with a document.
 *
 * @param file the document's name as people know it
 * @param line counted from 1; 0 when the document has no lines (JSON from a database)
 * @param column counted from 1, in characters
 * @param value the offending text, shortened; empty when it may be a secret
 * @param message what is wrong, a whole sentence
 * @param hint what to write instead; empty when the message says it all
 */
public record Finding(String file, int line, int column, String value, String message, String hint) {

    /** {@code acme.yaml:12:9: message hint}, which editors and terminals turn into a link. */
    @Override
    public String toString() {
        String place = line > 0 ? file + ":" + line + ":" + column : file;
        return Printable.text(place + ": " + message + (hint.isEmpty() ? "" : " " + hint));
    }
}
