package org.gatehouse.server.exports;

import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.jspecify.annotations.Nullable;

/** The pages of a PDF, A4 on its side, filled from above; measures are points. */
final class PdfPages {

    static final float MARGIN = 36;
    static final float WIDTH = PDRectangle.A4.getHeight() - 2 * MARGIN;

    private static final float FOOT_SIZE = 7;
    private static final float RULE = 0.4f;
    private static final float GREY = 0.75f;

    private final PDDocument document;
    private final PdfText text;
    private final PdfTags tags;
    private final String foot;
    private @Nullable PDPage page;
    private @Nullable PDPageContentStream content;
    private float below;
    private int number;

    PdfPages(PDDocument document, PdfText text, PdfTags tags, String foot) {
        this.document = document;
        this.text = text;
        this.tags = tags;
        this.foot = foot;
    }

    /** What is left of the page. */
    float room() {
        return below - MARGIN - FOOT_SIZE * 2;
    }

    void next() throws IOException {
        end();
        PDPage fresh = new PDPage(new PDRectangle(PDRectangle.A4.getHeight(), PDRectangle.A4.getWidth()));
        document.addPage(fresh);
        tags.begin(fresh);
        page = fresh;
        content = new PDPageContentStream(document, fresh, PDPageContentStream.AppendMode.OVERWRITE, true, true);
        below = PDRectangle.A4.getWidth() - MARGIN;
        number++;
        beginArtifact();
        draw(List.of(text.shown(foot + " " + number)), FOOT_SIZE, 0, MARGIN - below);
        content().endMarkedContent();
    }

    void skip(float height) {
        below -= height;
    }

    /** Lines from here down, as the content of an element. */
    void draw(PDStructureElement element, List<String> lines, float size, float left) throws IOException {
        if (page == null) {
            throw new IllegalStateException("No page was begun");
        }
        content().beginMarkedContent(PdfTags.name(element), tags.mark(element, page));
        draw(lines, size, left, -size);
        content().endMarkedContent();
    }

    /** Lines that repeat what is elsewhere. */
    void drawAgain(List<String> lines, float size, float left) throws IOException {
        beginArtifact();
        draw(lines, size, left, -size);
        content().endMarkedContent();
    }

    void rule() throws IOException {
        beginArtifact();
        content().setLineWidth(RULE);
        content().setStrokingColor(GREY);
        content().moveTo(MARGIN, below);
        content().lineTo(MARGIN + WIDTH, below);
        content().stroke();
        content().endMarkedContent();
    }

    void end() throws IOException {
        if (content != null) {
            content.close();
            content = null;
        }
    }

    static float leading(float size) {
        return size * 1.25f;
    }

    private void draw(List<String> lines, float size, float left, float down) throws IOException {
        content().beginText();
        content().setFont(text.font(), size);
        content().setLeading(leading(size));
        content().newLineAtOffset(MARGIN + left, below + down);
        for (String line : lines) {
            content().showText(line);
            content().newLine();
        }
        content().endText();
    }

    private void beginArtifact() throws IOException {
        content().beginMarkedContent(COSName.ARTIFACT);
    }

    private PDPageContentStream content() {
        if (content == null) {
            throw new IllegalStateException("No page was begun");
        }
        return content;
    }
}
