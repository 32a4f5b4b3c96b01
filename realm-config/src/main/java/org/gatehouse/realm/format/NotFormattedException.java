package org.gatehouse.realm.format;

/** A file that is right, but holds something a new layout might lose; it is left as it is. */
public final class NotFormattedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotFormattedException(String file, String reason) {
        super(file + ": This file cannot be laid out without loss. " + reason);
    }
}
