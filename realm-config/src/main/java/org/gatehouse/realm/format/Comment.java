package org.gatehouse.realm.format;

/**
 * A comment as it was written.
 *
 * @param text from the {@code #} on, without white space at the end
 * @param at index of the {@code #} in the source, in code points
 * @param column of the {@code #}, counted from 0
 * @param line counted from 0
 * @param alone whether nothing else is on its line
 */
record Comment(String text, int at, int line, int column, boolean alone) {}
