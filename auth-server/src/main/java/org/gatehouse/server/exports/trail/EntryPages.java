package org.gatehouse.server.exports.trail;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatehouse.server.exports.DocumentFormat;
import org.gatehouse.server.exports.DocumentWriter;
import org.gatehouse.server.exports.DocumentWriter.Column;
import org.gatehouse.server.exports.DocumentWriter.Head;
import org.gatehouse.server.exports.DocumentWriter.Section;
import org.gatehouse.server.exports.DocumentWriter.Words;
import org.jspecify.annotations.Nullable;

/** Entries as pages to read and print: as many columns as fit on one; the other formats have all. */
final class EntryPages {

    /** Names of the columns, and how much of the width each gets. */
    private static final Map<String, Integer> WEIGHTS = weights();

    private static final Words WORDS = new Words(
            "Page",
            "A box (□) stands for a character this format cannot show; the export as ndjson has all of them.",
            "A text that ends in … was too long for this format; the export as ndjson has all of it.");

    private EntryPages() {}

    /** @param parts of staged rows, in their order */
    static void write(TrailExport export, Iterable<byte[]> parts, OutputStream out) throws IOException {
        List<Integer> shown =
                WEIGHTS.keySet().stream().map(EntryColumns.NAMES::indexOf).toList();
        try (DocumentWriter document = DocumentWriter.open(DocumentFormat.PDF, head(export), out)) {
            document.section(section());
            StagedRows.read(parts, row -> document.row(pick(row, shown)));
        }
    }

    private static Head head(TrailExport export) {
        TrailScope scope = export.scope();
        return new Head(
                "Trail of " + export.realm(),
                EntryTimes.text(scope.from()) + " – " + EntryTimes.text(scope.until()),
                Locale.ENGLISH,
                export.createdAt(),
                WORDS);
    }

    private static Section section() {
        List<Column> columns = new ArrayList<>();
        WEIGHTS.forEach((name, weight) -> columns.add(new Column(name, name, weight)));
        return new Section("entries", "Entries", false, columns);
    }

    private static List<@Nullable String> pick(List<@Nullable String> row, List<Integer> shown) {
        List<@Nullable String> picked = new ArrayList<>(shown.size());
        shown.forEach(column -> picked.add(row.get(column)));
        return picked;
    }

    private static Map<String, Integer> weights() {
        Map<String, Integer> weights = new LinkedHashMap<>();
        weights.put("time", 5);
        weights.put("log", 3);
        weights.put("index", 2);
        weights.put("activity", 4);
        weights.put("outcome", 2);
        weights.put("reason", 3);
        weights.put("actor", 4);
        weights.put("target", 4);
        weights.put("address", 3);
        weights.put("detail", 5);
        weights.put("changes", 5);
        return weights;
    }
}
