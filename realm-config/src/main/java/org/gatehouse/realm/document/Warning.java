package org.gatehouse.realm.document;

/**
 * Something in a document that is accepted and still worth a thought.
 *
 * @param id stable, for whoever wants to tell warnings apart
 * @param line counted from 1; 0 when the document has no lines
 * @param column counted from 1, in characters
 * @param message what is unusual, a whole sentence
 * @param reason who says so and where, a whole sentence
 * @param hint what to do about it, a whole sentence
 */
public record Warning(String id, String file, int line, int column, String message, String reason, String hint) {

    /** One line, as a {@link Finding} is, with the id at its end. */
    @Override
    public String toString() {
        String place = line > 0 ? file + ":" + line + ":" + column : file;
        return Printable.text(place + ": warning: " + message + " " + reason + " " + hint + " [" + id + "]");
    }
}
