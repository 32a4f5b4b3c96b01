package org.gatehouse.realm.format;

import java.nio.file.Path;
import java.util.List;
import org.gatehouse.realm.document.YamlReader;
import org.gatehouse.realm.file.RealmFileException;
import org.gatehouse.realm.file.RealmFiles;
import tools.jackson.databind.JsonNode;

/** Lays out realm files. */
public final class RealmFormat {

    /** A layout may be longer than what it was made of. */
    private static final YamlReader YAML = new YamlReader(2 * RealmFiles.LARGEST);

    private RealmFormat() {}

    /**
     * The file laid out; nothing is written.
     *
     * @throws RealmFileException when the file is not right, with everything that is wrong
     * @throws NotFormattedException when something in it could not be kept
     */
    public static Formatted format(Path file) {
        String name = file.toString();
        String before = RealmFiles.text(name, file);
        return new Formatted(file, before, format(name, before));
    }

    /**
     * As {@link #format(Path)}, of a text; JSON comes out as a person would write it.
     *
     * @param name the file as findings are to name it
     */
    public static String format(String name, String text) {
        RealmFiles.inspect(name, text);
        String laidOut = laidOut(name, text);
        checkKept(name, text, laidOut);
        return laidOut;
    }

    private static String laidOut(String name, String text) {
        return Layout.of(TreeReader.read(source(name, text), KeyOrder.ofTheRealmFile()));
    }

    private static Source source(String name, String text) {
        String plain = text.replace("\r\n", "\n").replace('\r', '\n');
        return new Source(plain, YAML.node(name, plain));
    }

    /** Trusts nothing of the above: reads what would be written, and lays it out once more. */
    private static void checkKept(String name, String before, String after) {
        if (!meaning(name, before).equals(meaning(name, after))
                || !comments(name, before).equals(comments(name, after))) {
            throw new NotFormattedException(name, "Not all of its values and comments would be kept.");
        }
        if (!laidOut(name, after).equals(after)) {
            throw new NotFormattedException(name, "Laid out twice, it would look different.");
        }
    }

    private static JsonNode meaning(String name, String text) {
        return YAML.document(name, text).root();
    }

    private static List<String> comments(String name, String text) {
        return source(name, text).comments().stream()
                .map(Comment::text)
                .sorted()
                .toList();
    }
}
