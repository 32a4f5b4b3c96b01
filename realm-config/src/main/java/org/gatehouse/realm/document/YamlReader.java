package org.gatehouse.realm.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads YAML 1.2 files of bounded size, in UTF-8. */
public final class YamlReader {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final int largest;

    /** @param largest size in bytes beyond which a file is refused unread */
    public YamlReader(int largest) {
        this.largest = largest;
    }

    /**
     * @throws InvalidDocumentException when it cannot be read or is not plain YAML; what it means is not looked at
     */
    public Document read(Path file) {
        String name = String.valueOf(file.getFileName());
        return document(name, text(name, file));
    }

    /**
     * The text of a file, to be read with {@link #document}.
     *
     * @param name the file as findings are to name it
     * @throws InvalidDocumentException when it cannot be read
     */
    public String text(String name, Path file) {
        return named(name, () -> text(file));
    }

    /** @throws InvalidDocumentException when the text is not plain YAML; what it means is not looked at */
    public Document document(String name, String text) {
        return named(name, () -> NodeConversion.convert(name, compose(text)));
    }

    /**
     * The text as YAML nodes, each of which knows where it began and ended.
     *
     * @throws InvalidDocumentException when it is not plain YAML
     */
    public Node node(String name, String text) {
        return named(name, () -> compose(text));
    }

    private static <T> T named(String name, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (UnreadableYaml ex) {
            throw new InvalidDocumentException(List.of(ex.in(name)));
        }
    }

    private String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(largest + 1);
            if (bytes.length > largest) {
                throw new UnreadableYaml(null, "The file is larger than " + largest / 1024 + " KiB.", "");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException ex) {
            throw new UnreadableYaml(null, "The file is not written in UTF-8.", "Save it as UTF-8.");
        } catch (NoSuchFileException ex) {
            throw new UnreadableYaml(null, "The file does not exist.", "");
        } catch (IOException ex) {
            throw new UnreadableYaml(null, "The file cannot be read.", "Is it a file, and may this user read it?");
        }
    }

    private Node compose(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setCodePointLimit(largest)
                .setAllowNonScalarKeys(true) // refused later, where their line is known
                .build();
        try {
            PlainYaml parser = new PlainYaml(new ParserImpl(settings, new StreamReader(settings, text)));
            return new Composer(settings, parser)
                    .getSingleNode()
                    .orElseThrow(() -> new UnreadableYaml(null, "The file is empty.", ""));
        } catch (MarkedYamlEngineException ex) {
            throw new UnreadableYaml(
                    ex.getProblemMark().orElse(null), "This is not YAML: " + ex.getProblem() + ".", "");
        } catch (YamlEngineException ex) {
            throw new UnreadableYaml(null, "This is not YAML: " + ex.getMessage(), "");
        }
    }
}
