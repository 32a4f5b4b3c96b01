package org.gatehouse.server.exports;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.apache.poi.xwpf.usermodel.XWPFStyles;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;
import org.apache.poi.xwpf.usermodel.XWPFTableRow;
import org.jspecify.annotations.Nullable;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPageSz;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STPageOrientation;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STStyleType;

/** A text document: headings people jump between, and below each a table whose head is repeated on every page. */
final class DocxDocument implements DocumentWriter {

    private static final int LONGEST_TEXT = 4_000;

    /** A4 on its side, in twentieths of a point. */
    private static final int WIDTH = 16_838;

    private static final int HEIGHT = 11_906;
    private static final int TITLE_SIZE = 18;
    private static final int HEADING_SIZE = 13;
    private static final int TEXT_SIZE = 8;

    private final XWPFDocument document = new XWPFDocument();
    private final Head head;
    private final OutputStream out;
    private @Nullable Section section;
    private @Nullable XWPFTable table;
    private boolean shortened;

    DocxDocument(Head head, OutputStream out) {
        this.head = head;
        this.out = out;
        document.getProperties().getCoreProperties().setTitle(head.title());
        document.getProperties().getCoreProperties().setCreator("Gatehouse");
        CTPageSz size = document.getDocument().getBody().addNewSectPr().addNewPgSz();
        size.setOrient(STPageOrientation.LANDSCAPE);
        size.setW(BigInteger.valueOf(WIDTH));
        size.setH(BigInteger.valueOf(HEIGHT));
        XWPFStyles styles = document.createStyles();
        styles.setSpellingLanguage(head.language().toLanguageTag());
        styles.addStyle(heading("Heading1", "heading 1", 0));
        styles.addStyle(heading("Heading2", "heading 2", 1));
        paragraph("Heading1", TITLE_SIZE, head.title());
        paragraph(null, HEADING_SIZE, head.subject());
        paragraph(null, TEXT_SIZE, head.madeAt().toString());
    }

    @Override
    public void section(Section begun) {
        section = begun;
        paragraph("Heading2", HEADING_SIZE, begun.title());
        table = null;
    }

    @Override
    public void row(List<@Nullable String> values) {
        Section begun = Objects.requireNonNull(section, "A row needs a section");
        if (begun.single()) {
            for (int column = 0; column < values.size(); column++) {
                if (values.get(column) != null) {
                    add(List.of(begun.columns().get(column).title(), text(values.get(column))));
                }
            }
            return;
        }
        if (table == null) {
            add(begun.columns().stream().map(Column::title).toList());
            Objects.requireNonNull(table).getRow(0).setRepeatHeader(true);
        }
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(text(value)));
        add(texts);
    }

    @Override
    public void note(String sentence) {
        paragraph(null, TEXT_SIZE, sentence);
        table = null;
    }

    @Override
    public void close() throws IOException {
        try (document) {
            if (shortened) {
                note(head.words().shortened());
            }
            document.write(out);
        }
    }

    private void add(List<String> texts) {
        XWPFTable current = table;
        XWPFTableRow row;
        if (current == null) {
            current = document.createTable(1, texts.size());
            current.setWidth("100%");
            table = current;
            row = current.getRow(0);
        } else {
            row = current.createRow();
        }
        for (int column = 0; column < texts.size(); column++) {
            fill(row.getCell(column), texts.get(column));
        }
    }

    private static void fill(XWPFTableCell cell, String text) {
        XWPFRun run = cell.getParagraphs().get(0).createRun();
        run.setFontSize(TEXT_SIZE);
        run.setText(text);
    }

    private void paragraph(@Nullable String style, int size, String text) {
        XWPFParagraph paragraph = document.createParagraph();
        if (style != null) {
            paragraph.setStyle(style);
        }
        XWPFRun run = paragraph.createRun();
        run.setFontSize(size);
        run.setBold(style != null);
        run.setText(text(text));
    }

    private String text(@Nullable String value) {
        String text = Objects.requireNonNullElse(VisibleText.of(value), "");
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        shortened = true;
        return text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT / 2)) + "…";
    }

    private static XWPFStyle heading(String id, String name, int level) {
        CTStyle style = CTStyle.Factory.newInstance();
        style.setType(STStyleType.PARAGRAPH);
        style.setStyleId(id);
        style.addNewName().setVal(name);
        style.addNewQFormat();
        style.addNewPPr().addNewOutlineLvl().setVal(BigInteger.valueOf(level));
        return new XWPFStyle(style);
    }
}
