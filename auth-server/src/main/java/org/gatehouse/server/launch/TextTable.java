package org.gatehouse.server.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Columns as wide as their widest cell, for people who read them in a terminal. */
final class TextTable {

    private static final String INDENT = "  ";
    private static final String GAP = "   ";

    private TextTable() {}

    static String of(List<String> header, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(header);
        all.addAll(rows);
        return of(all);
    }

    static String of(List<List<String>> rows) {
        return rows.stream().map(row -> INDENT + line(row, rows)).collect(Collectors.joining("\n"));
    }

    private static String line(List<String> row, List<List<String>> rows) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            int width = width(column, rows);
            line.append(row.get(column))
                    .append(" ".repeat(width - row.get(column).length()))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private static int width(int column, List<List<String>> rows) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
