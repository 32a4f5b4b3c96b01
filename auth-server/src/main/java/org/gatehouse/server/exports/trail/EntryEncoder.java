package org.gatehouse.server.exports.trail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * Writes pages of entries as bytes that make a file when they are put one after the other. It remembers nothing between
 * pages: another node may write the next.
 */
interface EntryEncoder {

    byte[] begin();

    byte[] entries(List<ExportedEntry> entries);

    byte[] end();

    /** For a spreadsheet or a PDF: its rows, of which the file is made afterwards. */
    static EntryEncoder of(TrailFormat format) {
        return switch (format) {
            case NDJSON, PROOF_PACK ->
                lines(entry -> EntryJson.of(entry.view(), entry.leafHash()).toString());
            case OCSF -> lines(entry -> OcsfEvent.of(entry).toString());
            case CSV -> new CsvEncoder();
            case XML -> new XmlEncoder();
            case XLSX, PDF -> lines(StagedRows::line);
        };
    }

    /** One JSON value a line: JSON writes line breaks within texts as escapes. */
    private static EntryEncoder lines(Function<ExportedEntry, String> line) {
        return new EntryEncoder() {

            @Override
            public byte[] begin() {
                return new byte[0];
            }

            @Override
            public byte[] entries(List<ExportedEntry> entries) {
                StringBuilder text = new StringBuilder();
                entries.forEach(entry -> text.append(line.apply(entry)).append('\n'));
                return text.toString().getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public byte[] end() {
                return new byte[0];
            }
        };
    }
}
