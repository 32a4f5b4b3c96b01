package org.gatehouse.server.exports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.gatehouse.server.exports.DocumentWriter.Column;
import org.gatehouse.server.exports.DocumentWriter.Head;
import org.gatehouse.server.exports.DocumentWriter.Section;
import org.gatehouse.server.exports.DocumentWriter.Words;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Documents hold whatever people are called, and nothing in them runs")
class DocumentWriterTest {

    /** What a spreadsheet, a terminal, an XML parser or a font must not be moved by. */
    private static final String HOSTILE = "=cmd|' /C calc'!A0\r\n\u001b[2J</w:t></field>]]>\u0000\uffff\ud83d x\u202e";

    private static final Head HEAD = new Head(
            "What Acme keeps about you",
            "Zoë \u05d0\u05d1\u05d2 <b>",
            Locale.FRENCH,
            Instant.parse("2026-11-21T10:00:00Z"),
            new Words("Page", "unshown", "shortened"));

    private static final Section SINGLE = new Section(
            "profile", "Profil", true, List.of(new Column("name", "Nom", 2), new Column("phone", "Tél", 2)));

    private static final Section MANY = new Section(
            "entries", "Journal", false, List.of(new Column("time", "Quand", 1), new Column("what", "Quoi", 3)));

    @ParameterizedTest
    @EnumSource
    void documentWhenTextsAreHostileThenComesToItsEnd(DocumentFormat format) throws IOException {
        assertThat(hostile(format)).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void documentWhenAValueIsEnormousThenComesToItsEndSoon(DocumentFormat format) throws IOException {
        long begun = System.nanoTime();

        byte[] file = made(format, document -> {
            document.section(MANY);
            document.row(Arrays.asList("x".repeat(100_000), "漢 ".repeat(50_000)));
        });

        assertThat(file).isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @EnumSource
    void documentWithoutAnythingThenStillOne(DocumentFormat format) throws IOException {
        assertThat(made(format, document -> {})).isNotEmpty();
        assertThat(made(format, document -> document.section(MANY))).isNotEmpty();
    }

    @Test
    void csvWhenTextsAreHostileThenNoFormulaAndNoForgedLine() throws IOException {
        String csv = new String(hostile(DocumentFormat.CSV), StandardCharsets.UTF_8);

        assertThat(csv).startsWith("\uFEFFsection,record,field,value").contains("profile,1,name,", "'=cmd");
        assertThat(csv.lines()).noneMatch(line -> line.matches(".*[,\"]=.*")).hasSize(1 + 2 + 4 + 1);
        assertThat(csv).doesNotContain("\u001b", "\u0000", "\u202e");
    }

    @Test
    void xlsxWhenTextsAreHostileThenTextCellsOnlyAndASheetForEachSection() throws Exception {
        byte[] workbook = hostile(DocumentFormat.XLSX);

        assertThat(entry(workbook, "xl/workbook.xml")).contains("name=\"profile\"", "name=\"entries\"");
        assertThat(entry(workbook, "xl/worksheets/sheet2.xml"))
                .doesNotContain("<f>", "\u001b")
                .containsPattern("('|&apos;|&#39;)=cmd");
    }

    @Test
    void xmlWhenTextsAreHostileThenWellFormed() throws Exception {
        var document = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(hostile(DocumentFormat.XML)));

        assertThat(document.getElementsByTagName("record").getLength()).isEqualTo(3);
        assertThat(document.getElementsByTagName("section")
                        .item(1)
                        .getAttributes()
                        .getNamedItem("title")
                        .getNodeValue())
                .isEqualTo("Journal");
        assertThat(document.getElementsByTagName("field").item(0).getTextContent())
                .contains("</field>]]>");
    }

    @Test
    void jsonThenNothingIsAltered() throws IOException {
        JsonNode json = JsonMapper.shared().readTree(made(DocumentFormat.JSON, document -> {
            document.section(SINGLE);
            document.row(Arrays.asList("=1\r\n\u0000 漢", null));
            document.section(MANY);
            document.note("That is all.");
        }));

        assertThat(json.at("/sections/profile/0/name").asString()).isEqualTo("=1\r\n\u0000 漢");
        assertThat(json.at("/sections/profile/0").has("phone")).isFalse();
        assertThat(json.at("/sections/entries").size()).isZero();
        assertThat(json.at("/notes/0/text").asString()).isEqualTo("That is all.");
    }

    @Test
    void docxThenHeadingsLanguageAndATableWhoseHeadIsRepeated() throws IOException {
        try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(hostile(DocumentFormat.DOCX)))) {
            assertThat(document.getParagraphs())
                    .filteredOn(paragraph -> "Heading2".equals(paragraph.getStyle()))
                    .extracting(paragraph -> paragraph.getText())
                    .containsExactly("Profil", "Journal");
            assertThat(document.getProperties().getCoreProperties().getTitle()).isEqualTo(HEAD.title());
            XWPFTable table = document.getTables().get(1);
            assertThat(table.getRow(0).isRepeatHeader()).isTrue();
            assertThat(table.getRow(0).getCell(1).getText()).isEqualTo("Quoi");
            assertThat(table.getRow(1).getCell(1).getText()).contains("</w:t></field>]]>", "␍␊");
        }
        assertThat(entry(hostile(DocumentFormat.DOCX), "word/styles.xml")).contains("w:val=\"fr\"");
    }

    @Test
    void pdfThenReadsAsItWasWritten() throws IOException {
        byte[] file = made(DocumentFormat.PDF, document -> {
            document.section(SINGLE);
            document.row(Arrays.asList("Łucja Þórsdóttir Ąžuolė Ελένη Иванова office final", "+33199000001"));
            document.section(MANY);
            document.row(Arrays.asList("2026-11-21", "Connexion réussie"));
        });

        try (PDDocument document = Loader.loadPDF(file)) {
            String text = new PDFTextStripper().getText(document);
            assertThat(text)
                    .contains("Łucja Þórsdóttir Ąžuolė Ελένη Иванова office final")
                    .contains("Nom", "Tél", "+33199000001", "Quand", "Connexion réussie", "Page 1")
                    .doesNotContain("□", "unshown");
        }
    }

    @Test
    void pdfWhenTheFontLacksALetterThenABoxStandsForItAndThatIsSaid() throws IOException {
        byte[] file = made(DocumentFormat.PDF, document -> {
            document.section(MANY);
            document.row(Arrays.asList("張偉", "🦊 fox"));
        });

        try (PDDocument document = Loader.loadPDF(file)) {
            assertThat(new PDFTextStripper().getText(document)).contains("□□", "□ fox", "unshown");
        }
    }

    @Test
    void pdfThenHasTitleLanguageEmbeddedFontAndTagsForEveryCell() throws IOException {
        byte[] file = made(DocumentFormat.PDF, document -> {
            document.section(MANY);
            for (int i = 0; i < 200; i++) {
                document.row(Arrays.asList("row " + i, "text ".repeat(20)));
            }
        });

        try (PDDocument document = Loader.loadPDF(file)) {
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo(HEAD.title());
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("fr");
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(document.getNumberOfPages()).isGreaterThan(3);
            for (PDPage page : document.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    PDFont font = page.getResources().getFont(name);
                    assertThat(font.isEmbedded()).isTrue();
                }
                assertThat(page.getStructParents()).isNotNegative();
            }
            PDStructureElement root = (PDStructureElement) document.getDocumentCatalog()
                    .getStructureTreeRoot()
                    .getKids()
                    .get(0);
            PDStructureElement table =
                    (PDStructureElement) root.getKids().get(root.getKids().size() - 1);
            assertThat(table.getStructureType()).isEqualTo("Table");
            assertThat(table.getKids()).hasSize(201);
            assertThat(document.getDocumentCatalog()
                            .getStructureTreeRoot()
                            .getParentTree()
                            .getNumbers())
                    .hasSize(document.getNumberOfPages());
        }
    }

    @Test
    void pdfWhenARowIsHigherThanAPageThenItGoesOnOnTheNext() throws IOException {
        String text = "wort ".repeat(790).strip();
        byte[] file = made(DocumentFormat.PDF, document -> {
            document.section(new Section("s", "S", false, List.of(new Column("a", "A", 1), new Column("b", "B", 30))));
            document.row(Arrays.asList(text, "b"));
        });

        try (PDDocument document = Loader.loadPDF(file)) {
            assertThat(document.getNumberOfPages()).isGreaterThan(3);
            String read = new PDFTextStripper().getText(document);
            assertThat(read.split("wort", -1)).hasSize(791);
        }
    }

    private static byte[] hostile(DocumentFormat format) throws IOException {
        return made(format, document -> {
            document.section(SINGLE);
            document.row(Arrays.asList(HOSTILE, "+33"));
            document.section(MANY);
            document.row(Arrays.asList(HOSTILE, HOSTILE));
            document.row(Arrays.asList("@SUM(1)", "-1"));
            document.note(HOSTILE);
        });
    }

    private static byte[] made(DocumentFormat format, Content content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DocumentWriter document = DocumentWriter.open(format, HEAD, out)) {
            content.write(document);
        }
        return out.toByteArray();
    }

    private interface Content {
        void write(DocumentWriter document) throws IOException;
    }

    private static String entry(byte[] archive, String name) throws IOException {
        Path file = Files.createTempFile("document", ".zip");
        Files.write(file, archive);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            Files.delete(file);
        }
    }
}
