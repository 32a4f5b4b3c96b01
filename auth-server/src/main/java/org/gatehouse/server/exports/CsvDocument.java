package org.gatehouse.server.exports;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RFC 4180 with one line for each value, since the tables have different columns: section, number of the record in it,
 * field, value. With the mark by which spreadsheets recognise UTF-8, and without formulas.
 */
final class CsvDocument implements DocumentWriter {

    private final OutputStreamWriter text;
    private final CsvWriter csv;
    private List<Column> columns = List.of();
    private String section = "";
    private int record;

    CsvDocument(OutputStream out) throws IOException {
        text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        text.write('\uFEFF');
        csv = CsvWriter.builder().build(text);
        csv.writeRecord("section", "record", "field", "value");
    }

    @Override
    public void section(Section begun) {
        section = begun.name();
        columns = begun.columns();
        record = 0;
    }

    @Override
    public void row(List<@Nullable String> values) {
        record++;
        for (int column = 0; column < values.size(); column++) {
            String value = values.get(column);
            if (value != null) {
                write(columns.get(column).name(), value);
            }
        }
    }

    @Override
    public void note(String sentence) {
        record++;
        write("note", sentence);
    }

    @Override
    public void close() throws IOException {
        csv.flush();
        text.flush();
    }

    private void write(String field, String value) {
        csv.writeRecord(section, String.valueOf(record), field, SpreadsheetText.of(VisibleText.of(value)));
    }
}
