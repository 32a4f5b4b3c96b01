package org.gatehouse.server.exports;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import org.jspecify.annotations.Nullable;

/** Pages to read and print, tagged for those who hear them. Pages are on disk until the file is complete. */
final class PdfDocument implements DocumentWriter {

    private static final float TITLE_SIZE = 16;
    private static final float HEADING_SIZE = 12;
    private static final float TEXT_SIZE = 8;
    private static final int LONGEST_TEXT = 4_000;
    private static final int[] NAME_AND_VALUE = {1, 3};

    private final PDDocument document = new PDDocument(IOUtils.createTempFileOnlyStreamCache());
    private final Head head;
    private final OutputStream out;
    private final PdfText text;
    private final PdfTags tags;
    private final PdfPages pages;
    private @Nullable Section section;
    private @Nullable PdfTable table;
    private boolean shortened;

    PdfDocument(Head head, OutputStream out) throws IOException {
        this.head = head;
        this.out = out;
        describe();
        text = new PdfText(document);
        tags = new PdfTags(document);
        pages = new PdfPages(
                document,
                text,
                tags,
                head.title() + " · " + head.subject() + " · " + head.words().page());
        pages.next();
        paragraph("H1", TITLE_SIZE, head.title());
        paragraph("P", HEADING_SIZE, head.subject());
        paragraph("P", TEXT_SIZE, head.madeAt().toString());
    }

    @Override
    public void section(Section begun) throws IOException {
        section = begun;
        table = null;
        pages.skip(HEADING_SIZE);
        if (pages.room() < HEADING_SIZE * 6) {
            pages.next();
        }
        paragraph("H2", HEADING_SIZE, begun.title());
    }

    @Override
    public void row(List<@Nullable String> values) throws IOException {
        Section begun = Objects.requireNonNull(section, "A row needs a section");
        if (begun.single()) {
            single(begun, values);
            return;
        }
        if (table == null) {
            table = begin(
                    begun.columns().stream().mapToInt(Column::weight).toArray(),
                    begun.columns().stream().map(Column::title).toList());
        }
        List<String> shown = new ArrayList<>();
        for (String value : values) {
            shown.add(shown(value));
        }
        table.row(shown);
    }

    @Override
    public void note(String sentence) throws IOException {
        table = null;
        paragraph("P", TEXT_SIZE, sentence);
    }

    @Override
    public void close() throws IOException {
        try (document) {
            if (text.unshown() > 0) {
                note(head.words().unshown());
            }
            if (shortened) {
                note(head.words().shortened());
            }
            pages.end();
            tags.end();
            document.save(out);
        }
    }

    private void single(Section begun, List<@Nullable String> values) throws IOException {
        PdfTable list = begin(NAME_AND_VALUE, List.of());
        for (int column = 0; column < values.size(); column++) {
            if (values.get(column) != null) {
                list.row(List.of(shown(begun.columns().get(column).title()), shown(values.get(column))));
            }
        }
    }

    private PdfTable begin(int[] weights, List<String> titles) throws IOException {
        return PdfTable.begin(pages, text, tags, weights, titles);
    }

    private void paragraph(String type, float size, String sentence) throws IOException {
        List<String> lines = text.lines(shown(sentence), size, PdfPages.WIDTH);
        float height = lines.size() * PdfPages.leading(size);
        if (pages.room() < height) {
            pages.next();
        }
        pages.draw(tags.add(type), lines, size, 0);
        pages.skip(height + size / 2);
    }

    private String shown(@Nullable String value) throws IOException {
        if (value == null || value.length() <= LONGEST_TEXT) {
            return text.shown(value);
        }
        shortened = true;
        return text.shown(value.substring(0, value.offsetByCodePoints(0, LONGEST_TEXT / 2))) + "…";
    }

    private void describe() {
        PDDocumentInformation information = document.getDocumentInformation();
        information.setTitle(head.title());
        information.setSubject(head.subject());
        information.setProducer("Gatehouse");
        GregorianCalendar made = new GregorianCalendar();
        made.setTimeInMillis(head.madeAt().toEpochMilli());
        information.setCreationDate(made);
        PDDocumentCatalog catalog = document.getDocumentCatalog();
        catalog.setLanguage(head.language().toLanguageTag());
        PDViewerPreferences preferences = new PDViewerPreferences(new COSDictionary());
        preferences.setDisplayDocTitle(true);
        catalog.setViewerPreferences(preferences);
    }
}
