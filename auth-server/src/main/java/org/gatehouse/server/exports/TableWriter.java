package org.gatehouse.server.exports;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Writes rows of text one after the other, whatever the file's kind; nothing is held but what a row takes. */
public interface TableWriter extends AutoCloseable {

    void row(List<@Nullable String> values) throws IOException;

    /** Ends the file; the stream stays open. */
    @Override
    void close() throws IOException;

    static TableWriter open(ExportFormat format, List<String> columns, OutputStream out) throws IOException {
        TableWriter writer = switch (format) {
            case CSV -> new Csv(out);
            case XLSX -> new Xlsx(out);
            case JSON -> new Json(out, columns);
        };
        if (format != ExportFormat.JSON) {
            writer.row(List.copyOf(columns));
        }
        return writer;
    }

    /** RFC 4180, with the mark by which spreadsheets recognise UTF-8. */
    final class Csv implements TableWriter {

        private final OutputStreamWriter text;
        private final CsvWriter csv;

        Csv(OutputStream out) throws IOException {
            text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            text.write('\uFEFF');
            csv = CsvWriter.builder().build(text);
        }

        @Override
        public void row(List<@Nullable String> values) {
            csv.writeRecord(values.stream().map(SpreadsheetText::of).toList());
        }

        @Override
        public void close() throws IOException {
            csv.flush();
            text.flush();
        }
    }

    /** One sheet of text cells: none can be a formula. */
    final class Xlsx implements TableWriter {

        private static final int ROWS_PER_FLUSH = 500;

        private final Workbook workbook;
        private final Worksheet sheet;
        private int row;

        Xlsx(OutputStream out) {
            workbook = new Workbook(out, "Gatehouse", "1.0");
            sheet = workbook.newWorksheet("Export");
        }

        @Override
        public void row(List<@Nullable String> values) throws IOException {
            for (int column = 0; column < values.size(); column++) {
                sheet.inlineString(row, column, SpreadsheetText.of(values.get(column)));
            }
            row++;
            if (row % ROWS_PER_FLUSH == 0) {
                sheet.flush();
            }
        }

        @Override
        public void close() throws IOException {
            workbook.finish();
        }
    }

    /** An array of objects; what is absent is left out. */
    final class Json implements TableWriter {

        private static final JsonMapper MAPPER = JsonMapper.builder().build();

        private final List<String> columns;
        private final JsonGenerator json;

        Json(OutputStream out, List<String> columns) {
            this.columns = columns;
            this.json = MAPPER.createGenerator(new Unclosed(out));
            json.writeStartArray();
        }

        @Override
        public void row(List<@Nullable String> values) {
            json.writeStartObject();
            for (int column = 0; column < values.size(); column++) {
                String value = values.get(column);
                if (value != null) {
                    json.writeStringProperty(columns.get(column), value);
                }
            }
            json.writeEndObject();
        }

        @Override
        public void close() {
            json.writeEndArray();
            json.close();
        }
    }
}
