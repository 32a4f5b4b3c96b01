package org.gatehouse.server.exports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;

/** Rows across pages, each with its head above; a row that is higher than a page goes on on the next. */
final class PdfTable {

    private static final float SIZE = 7.5f;
    private static final float GAP = 6;
    private static final float PADDING = 3;

    /** A row does not begin where fewer lines than this have room. */
    private static final int FEWEST = 2;

    private final PdfPages pages;
    private final PdfText text;
    private final PdfTags tags;
    private final float[] widths;
    private final PDStructureElement table;
    private final List<List<String>> head;

    private PdfTable(PdfPages pages, PdfText text, PdfTags tags, float[] widths, List<List<String>> head) {
        this.pages = pages;
        this.text = text;
        this.tags = tags;
        this.widths = widths;
        this.head = head;
        this.table = tags.add("Table");
    }

    /** @param titles of the columns; empty for a table without a head */
    static PdfTable begin(PdfPages pages, PdfText text, PdfTags tags, int[] weights, List<String> titles)
            throws IOException {
        float[] widths = widths(weights);
        List<List<String>> head = new ArrayList<>();
        for (int column = 0; column < titles.size(); column++) {
            head.add(text.lines(text.shown(titles.get(column)), SIZE, widths[column] - GAP));
        }
        PdfTable table = new PdfTable(pages, text, tags, widths, head);
        table.head();
        return table;
    }

    void row(List<String> shown) throws IOException {
        PDStructureElement row = tags.add("TR", table);
        List<List<String>> cells = new ArrayList<>();
        List<PDStructureElement> elements = new ArrayList<>();
        for (int column = 0; column < shown.size(); column++) {
            cells.add(text.lines(shown.get(column), SIZE, widths[column] - GAP));
            elements.add(tags.add("TD", row));
        }
        int height = height(cells);
        int from = 0;
        while (from < height) {
            int until = Math.min(height, from + lines(height - from));
            draw(cells, elements, from, until);
            from = until;
        }
        pages.rule();
    }

    /** How many of these lines have room here, or on the page this turns to. */
    private int lines(int wanted) throws IOException {
        int room = (int) ((pages.room() - 2 * PADDING) / PdfPages.leading(SIZE));
        if (room < Math.min(wanted, FEWEST)) {
            pages.next();
            headAgain();
            room = (int) ((pages.room() - 2 * PADDING) / PdfPages.leading(SIZE));
        }
        return Math.max(1, room);
    }

    private void draw(List<List<String>> cells, List<PDStructureElement> elements, int from, int until)
            throws IOException {
        pages.skip(PADDING);
        float left = 0;
        for (int column = 0; column < cells.size(); column++) {
            List<String> lines = cells.get(column);
            if (from < lines.size()) {
                pages.draw(elements.get(column), lines.subList(from, Math.min(until, lines.size())), SIZE, left);
            }
            left += widths[column];
        }
        pages.skip((until - from) * PdfPages.leading(SIZE) + PADDING);
    }

    private void head() throws IOException {
        if (head.isEmpty()) {
            return;
        }
        if (pages.room() < (height(head) + FEWEST) * PdfPages.leading(SIZE) + 4 * PADDING) {
            pages.next();
        }
        PDStructureElement row = tags.add("TR", table);
        List<PDStructureElement> elements = new ArrayList<>();
        head.forEach(title -> elements.add(tags.addHead(row)));
        draw(head, elements, 0, height(head));
        pages.rule();
    }

    /** Heard once is enough. */
    private void headAgain() throws IOException {
        if (head.isEmpty()) {
            return;
        }
        pages.skip(PADDING);
        float left = 0;
        for (int column = 0; column < head.size(); column++) {
            pages.drawAgain(head.get(column), SIZE, left);
            left += widths[column];
        }
        pages.skip(height(head) * PdfPages.leading(SIZE) + PADDING);
        pages.rule();
    }

    private static int height(List<List<String>> cells) {
        return cells.stream().mapToInt(List::size).max().orElse(0);
    }

    private static float[] widths(int[] weights) {
        float all = 0;
        for (int weight : weights) {
            all += weight;
        }
        float[] widths = new float[weights.length];
        for (int column = 0; column < weights.length; column++) {
            widths[column] = PdfPages.WIDTH * weights[column] / all;
        }
        return widths;
    }
}
