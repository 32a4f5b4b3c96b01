package org.gatehouse.server.exports;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes tables one after the other, whatever the file's kind. Sections, rows and notes come in the order in which they
 * are to be read. Programs' formats use the names of sections and columns, which never change; people's use the titles.
 */
public interface DocumentWriter extends AutoCloseable {

    /** Begins a table. */
    void section(Section section) throws IOException;

    /** One value for each column of the section begun last. */
    void row(List<@Nullable String> values) throws IOException;

    /** A sentence for the reader, below the rows so far. */
    void note(String text) throws IOException;

    /** Ends the file; the stream stays open. */
    @Override
    void close() throws IOException;

    /**
     * What stands above it all.
     *
     * @param subject whom or what it is about
     * @param language of titles and notes
     */
    record Head(String title, String subject, Locale language, Instant madeAt, Words words) {}

    /**
     * The sentences writers say themselves, in the language of the head.
     *
     * @param page before a page's number
     * @param unshown about characters the font of a PDF does not have
     * @param shortened about texts too long for a cell
     */
    record Words(String page, String unshown, String shortened) {}

    /**
     * A table.
     *
     * @param single it has one row, which people read as a list of names and values
     */
    record Section(String name, String title, boolean single, List<Column> columns) {

        public Section {
            columns = List.copyOf(columns);
        }
    }

    /** @param weight how much of a page's width it gets, beside the others */
    record Column(String name, String title, int weight) {}

    static DocumentWriter open(DocumentFormat format, Head head, OutputStream out) throws IOException {
        OutputStream unclosed = new Unclosed(out);
        return switch (format) {
            case CSV -> new CsvDocument(unclosed);
            case XLSX -> new XlsxDocument(head, unclosed);
            case JSON -> new JsonDocument(head, unclosed);
            case XML -> new XmlDocument(head, unclosed);
            case DOCX -> new DocxDocument(head, unclosed);
            case PDF -> new PdfDocument(head, unclosed);
        };
    }
}
