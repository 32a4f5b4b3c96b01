package org.gatehouse.realm.format;

import java.util.List;

/** Moves scalars of several lines to another depth. */
final class ScalarLines {

    private ScalarLines() {}

    /** The lines after the first. */
    static List<String> after(List<String> written, boolean block, int indent) {
        List<String> more = written.subList(1, written.size());
        int margin = block ? margin(more) : Integer.MAX_VALUE; // elsewhere space at a line's start means nothing
        return more.stream().map(line -> moved(line, margin, indent)).toList();
    }

    private static String moved(String line, int margin, int indent) {
        return line.isBlank() ? "" : " ".repeat(indent) + line.substring(Math.min(margin, spaces(line)));
    }

    private static int margin(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(ScalarLines::spaces)
                .min()
                .orElse(0);
    }

    private static int spaces(String line) {
        return line.length() - line.stripLeading().length();
    }
}
