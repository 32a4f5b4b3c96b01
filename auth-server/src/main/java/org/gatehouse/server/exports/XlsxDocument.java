package org.gatehouse.server.exports;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** A sheet of text cells for each table: none can be a formula. */
final class XlsxDocument implements DocumentWriter {

    /** What a cell of a workbook holds at most is 32,767; an apostrophe may come before, an ellipsis after. */
    private static final int LONGEST_TEXT = 32_765;

    private static final int ROWS_PER_FLUSH = 500;

    private final Workbook workbook;
    private Worksheet sheet;
    private int row;
    private boolean begun;

    XlsxDocument(Head head, OutputStream out) {
        workbook = new Workbook(out, "Gatehouse", "1.0");
        workbook.properties().setTitle(head.title());
        sheet = workbook.newWorksheet("about");
        write(List.of(head.title(), head.subject(), head.madeAt().toString()));
    }

    @Override
    public void section(Section section) throws IOException {
        sheet.finish();
        sheet = workbook.newWorksheet(section.name());
        row = 0;
        begun = true;
        write(section.columns().stream().map(Column::title).toList());
    }

    @Override
    public void row(List<@Nullable String> values) throws IOException {
        write(values);
        if (row % ROWS_PER_FLUSH == 0) {
            sheet.flush();
        }
    }

    @Override
    public void note(String text) {
        write(List.of(text));
    }

    @Override
    public void close() throws IOException {
        if (!begun) {
            sheet.finish();
        }
        workbook.finish();
    }

    private void write(List<? extends @Nullable String> values) {
        for (int column = 0; column < values.size(); column++) {
            sheet.inlineString(row, column, SpreadsheetText.of(shortened(VisibleText.of(values.get(column)))));
        }
        row++;
    }

    private static @Nullable String shortened(@Nullable String text) {
        return text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }
}
