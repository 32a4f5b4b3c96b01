package org.gatehouse.server.exports.trail;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.server.exports.ExportFormat;
import org.gatehouse.server.exports.TableWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Rows kept as lines of JSON until all are there: a workbook and a PDF cannot be written a page of entries at a time. */
final class StagedRows {

    /** What a cell of a workbook holds at most. */
    private static final int LONGEST_CELL = 32_767;

    /** An apostrophe may come before. */
    private static final int LONGEST_TEXT = LONGEST_CELL - 2;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private StagedRows() {}

    static String line(ExportedEntry entry) {
        ArrayNode row = MAPPER.createArrayNode();
        EntryColumns.of(entry).forEach(row::add);
        return row.toString();
    }

    /** @param parts in their order; each ends with a line */
    static void toWorkbook(Iterable<byte[]> parts, OutputStream out) throws IOException {
        try (TableWriter table = TableWriter.open(ExportFormat.XLSX, EntryColumns.NAMES, out)) {
            read(parts, row -> table.row(row.stream().map(StagedRows::shortened).toList()));
        }
    }

    /** Hands on each row, one value for each of {@link EntryColumns#NAMES}. */
    static void read(Iterable<byte[]> parts, Row each) throws IOException {
        for (byte[] part : parts) {
            for (String line : new String(part, StandardCharsets.UTF_8).lines().toList()) {
                each.take(cells(MAPPER.readTree(line)));
            }
        }
    }

    interface Row {
        void take(List<@Nullable String> values) throws IOException;
    }

    private static List<@Nullable String> cells(JsonNode row) {
        List<@Nullable String> cells = new ArrayList<>(row.size());
        for (JsonNode cell : row) {
            cells.add(cell.isNull() ? null : cell.asString());
        }
        return cells;
    }

    private static @Nullable String shortened(@Nullable String text) {
        return text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }
}
