package org.gatehouse.realm.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatehouse.realm.file.RealmFileException;
import org.gatehouse.realm.file.RealmFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealmFormatTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "realm: acme\nsecondFactor: {required: sometimes}\n",
                "realm: [acme\n",
                "",
                "realm: acme\n#\u0001"
            })
    void formatWhenTheFileIsWrongThenRefusesAndLeavesIt(String text) throws Exception {
        Path file = write(text);

        assertThatThrownBy(() -> RealmFormat.format(file)).isInstanceOf(RealmFileException.class);
        assertThat(file).hasContent(text);
    }

    @Test
    void formatWhenALastEmptyLineIsPartOfATextThenRefusesRatherThanLoseIt() throws Exception {
        Path file = write("realm: acme\ndisplayName: |2+\n    Acme\n\n\nlanguages: [en]\n");

        assertThatThrownBy(() -> RealmFormat.format(file))
                .isInstanceOf(NotFormattedException.class)
                .hasMessageContaining("cannot be laid out without loss");
    }

    @Test
    void writeWhenTheFileIsChangedMeanwhileThenLeavesIt() throws Exception {
        Path file = write("displayName: Acme\nrealm: acme\n");
        Formatted formatted = RealmFormat.format(file);
        Files.writeString(file, "realm: other\n");

        assertThatThrownBy(formatted::write).isInstanceOf(FileSystemException.class);
        assertThat(file).hasContent("realm: other\n");
        assertThat(files()).containsExactly(file);
    }

    @Test
    void formatWhenCommentsAreEverywhereThenKeepsAllWhereTheyBelong() throws Exception {
        Path file = Path.of(Objects.requireNonNull(getClass().getResource("comments-everywhere.yaml"))
                .toURI());
        Path expected = Path.of(Objects.requireNonNull(getClass().getResource("comments-laid-out.yaml"))
                .toURI());

        assertThat(RealmFormat.format(file).after()).isEqualTo(Files.readString(expected));
        assertThat(RealmFiles.read(write(RealmFormat.format(file).after()))).isEqualTo(RealmFiles.read(file));
    }

    /** A comment of its own at the end of every line, and between every two, of a file that has none. */
    @Test
    void formatWhenAnyLineHasACommentThenKeepsIt() throws Exception {
        List<String> lines = Files.readAllLines(write(Examples.WITHOUT_COMMENTS));
        for (int commented = 0; commented < lines.size(); commented++) {
            for (String added : List.of("  # the comment", "\n# the comment", "\n      # the comment")) {
                String text = withAt(lines, commented, added);
                Formatted formatted = RealmFormat.format(write(text));

                assertThat(count(formatted.after(), "# the comment")).as(text).isOne();
            }
        }
    }

    @Test
    void formatWhenKeysAreInAnotherOrderThenFollowsTheReference() throws Exception {
        assertThat(laidOut("clients: [{kind: service, secret: 'env:A', id: a}]\ndisplayName:    Acme\nrealm: acme\n"))
                .isEqualTo("""
                        realm: acme
                        displayName: Acme
                        clients: [{id: a, kind: service, secret: 'env:A'}]
                        """);
    }

    @Test
    void formatWhenWrittenAsJsonThenMakesBlocksOfWhatIsLong() throws Exception {
        Path file = write(RealmFiles.toJson(RealmFiles.read(write(Examples.WITHOUT_COMMENTS))));
        String after = RealmFormat.format(file).after();

        assertThat(after.lines()).allMatch(line -> line.length() <= 120);
        assertThat(RealmFiles.read(write(after))).isEqualTo(RealmFiles.read(file));
    }

    @Test
    void formatWhenTheFirstLineIsForTheEditorThenKeepsItFirst() throws Exception {
        assertThat(laidOut("# yaml-language-server: $schema=a.json\n# name\ndisplayName: Acme\nrealm: acme\n"))
                .isEqualTo("# yaml-language-server: $schema=a.json\nrealm: acme\n# name\ndisplayName: Acme\n");
    }

    @Test
    void formatWhenLinesEndAsOnWindowsThenEndsThemOtherwise() throws Exception {
        assertThat(laidOut("realm: acme # a\r\n# b\r\nlanguages: [en]\r\n"))
                .isEqualTo("realm: acme  # a\n# b\nlanguages: [en]\n");
    }

    @Test
    void writeThenReplacesTheFileAndKeepsItsPermissions() throws Exception {
        Path file = write("displayName: Acme\nrealm: acme\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(directory.resolve("link.yaml"), file);

        RealmFormat.format(link).write();

        assertThat(file).hasContent("realm: acme\ndisplayName: Acme\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(link).isSymbolicLink();
        assertThat(files()).containsExactlyInAnyOrder(file, link);
    }

    private String laidOut(String text) throws IOException {
        return RealmFormat.format(write(text)).after();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("acme.yaml"), text);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static String withAt(List<String> lines, int index, String added) {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < lines.size(); line++) {
            text.append(lines.get(line)).append(line == index ? added : "").append('\n');
        }
        return text.toString();
    }

    private static long count(String text, String part) {
        return Pattern.compile(part, Pattern.LITERAL)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .count();
    }
}
