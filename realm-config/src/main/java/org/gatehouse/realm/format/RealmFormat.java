package org.gatehouse.realm.format;

import java.nio.file.Path;
import java.util.List;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.document.YamlReader;
import org.gatehouse.realm.file.RealmFileException;
import org.gatehouse.realm.file.RealmFiles;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lays out realm files. */
public final class RealmFormat {

    /** A layout may be longer than what it was made of. */
    private static final YamlReader YAML = new YamlReader(2 * RealmFiles.LARGEST);

    private RealmFormat() {}

    /**
     * The file laid out; nothing is written.
     *
     * @throws RealmFileException when the file is wrong beyond what is not enforced, with everything that is
     * @throws NotFormattedException when something in it could not be kept
     */
    public static Formatted format(Path file) {
        String name = file.toString();
        String before = RealmFiles.text(name, file);
        return new Formatted(file, before, format(name, before));
    }

    /** A realm as a person would write its file. */
    public static String of(RealmDefinition realm) {
        Object tree = JsonMapper.shared().readValue(RealmFiles.toJson(realm), Object.class);
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setWidth(Integer.MAX_VALUE) // a pattern on two lines would be a riddle
                .build();
        return format(realm.realm() + ".yaml", new Dump(settings).dumpToString(tree));
    }

    private static String format(String name, String text) {
        RealmFiles.preview(name, text);
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
