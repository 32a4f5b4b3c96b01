package org.gatehouse.server.exports;

import java.io.IOException;
import java.io.InputStream;
import java.text.Bidi;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.jspecify.annotations.Nullable;

/**
 * Text of a PDF: a font with Latin, Greek, Cyrillic and Hebrew letters whose used glyphs become part of the file. Whatever
 * it does not have is shown as a box; nothing disappears unseen, and nothing is an error.
 */
final class PdfText {

    /** Of the library itself: Liberation Sans, under the SIL Open Font License 1.1. */
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private static final String BOX = "\u25A1";

    private final TrueTypeFont outlines;
    private final CmapLookup glyphs;
    private final PDFont font;
    private final Map<Integer, Float> widths = new HashMap<>();
    private int unshown;

    PdfText(PDDocument document) throws IOException {
        try (InputStream file = Objects.requireNonNull(PDDocument.class.getResourceAsStream(FONT), FONT)) {
            outlines = new TTFParser().parse(new RandomAccessReadBuffer(file));
        }
        outlines.setEnableGsub(false); // a ligature would be copied out of the file as something else
        glyphs = outlines.getUnicodeCmapLookup();
        font = PDType0Font.load(document, outlines, true);
    }

    PDFont font() {
        return font;
    }

    /** How many characters were shown as boxes so far. */
    int unshown() {
        return unshown;
    }

    /** The text as the font can show it, on one line and not too long for a cell. */
    String shown(@Nullable String text) throws IOException {
        String composed =
                Normalizer.normalize(Objects.requireNonNullElse(VisibleText.of(text), ""), Normalizer.Form.NFC);
        StringBuilder shown = new StringBuilder(composed.length());
        for (int i = 0; i < composed.length(); i += Character.charCount(composed.codePointAt(i))) {
            int letter = composed.codePointAt(i);
            if (glyphs.getGlyphId(letter) == 0) {
                unshown++;
                shown.append(BOX);
            } else {
                shown.appendCodePoint(letter);
            }
        }
        return shown.toString();
    }

    /** Broken at spaces, and within words that are wider than the line; each line in the order in which it is drawn. */
    List<String> lines(String shown, float size, float width) throws IOException {
        List<String> lines = new ArrayList<>();
        int begin = 0;
        while (begin < shown.length()) {
            int end = end(shown, begin, size, width);
            lines.add(drawn(shown.substring(begin, end).strip()));
            begin = end;
        }
        return lines;
    }

    private int end(String text, int begin, float size, float width) throws IOException {
        float taken = 0;
        int space = -1;
        int i = begin;
        while (i < text.length()) {
            int letter = text.codePointAt(i);
            taken += width(letter) * size;
            if (taken > width && i > begin) {
                return space > begin ? space : i;
            }
            i += Character.charCount(letter);
            if (letter == ' ') {
                space = i;
            }
        }
        return i;
    }

    private float width(int letter) throws IOException {
        Float known = widths.get(letter);
        if (known == null) {
            known = (float) outlines.getAdvanceWidth(glyphs.getGlyphId(letter)) / outlines.getUnitsPerEm();
            widths.put(letter, known);
        }
        return known;
    }

    /** Right-to-left stretches are turned: a PDF's letters stand where they are drawn (UAX 9, rule L2). */
    private static String drawn(String line) {
        char[] letters = line.toCharArray();
        if (!Bidi.requiresBidi(letters, 0, letters.length)) {
            return line;
        }
        Bidi directions = new Bidi(line, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
        int count = directions.getRunCount();
        byte[] levels = new byte[count];
        String[] runs = new String[count];
        for (int run = 0; run < count; run++) {
            levels[run] = (byte) directions.getRunLevel(run);
            String part = line.substring(directions.getRunStart(run), directions.getRunLimit(run));
            runs[run] = levels[run] % 2 == 0
                    ? part
                    : new StringBuilder(part).reverse().toString();
        }
        Bidi.reorderVisually(levels, 0, runs, 0, count);
        return String.join("", runs);
    }
}
