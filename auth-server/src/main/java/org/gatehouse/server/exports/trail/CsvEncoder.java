package org.gatehouse.server.exports.trail;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.gatehouse.server.exports.SpreadsheetText;

/** RFC 4180, with the mark by which spreadsheets recognise UTF-8. An entry is one line, and nothing in it is a formula. */
final class CsvEncoder implements EntryEncoder {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    @Override
    public byte[] begin() {
        return write(BYTE_ORDER_MARK, csv -> csv.writeRecord(EntryColumns.NAMES));
    }

    @Override
    public byte[] entries(List<ExportedEntry> entries) {
        return write(
                "",
                csv -> entries.forEach(entry -> csv.writeRecord(
                        EntryColumns.of(entry).stream().map(SpreadsheetText::of).toList())));
    }

    @Override
    public byte[] end() {
        return new byte[0];
    }

    private static byte[] write(String before, Consumer<CsvWriter> rows) {
        StringWriter text = new StringWriter();
        text.append(before);
        rows.accept(CsvWriter.builder().bufferSize(0).build(text));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
