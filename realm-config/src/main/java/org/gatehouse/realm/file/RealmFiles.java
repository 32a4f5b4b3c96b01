package org.gatehouse.realm.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.document.Document;
import org.gatehouse.realm.document.Finding;
import org.gatehouse.realm.document.InvalidDocumentException;
import org.gatehouse.realm.document.SchemaCheck;
import org.gatehouse.realm.document.YamlReader;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads realm files, and writes and reads the stored form of a realm. */
public final class RealmFiles {

    /** In bytes; far beyond any realm, what is larger is not a realm file. */
    public static final int LARGEST = 1024 * 1024;

    private static final YamlReader YAML = new YamlReader(LARGEST);

    private static final String SCHEMA = "realm.schema.json";

    private static final String STORED = "realm";

    private RealmFiles() {}

    /**
     * The realm a file describes, defaults filled in.
     *
     * @throws RealmFileException when anything is wrong with it, with everything that is
     */
    public static RealmDefinition read(Path file) {
        String name = String.valueOf(file.getFileName());
        return file(refusing(() -> YAML.document(name, YAML.text(name, file)))).realm();
    }

    /**
     * What a file says, with everything about it that is worth a thought.
     *
     * @throws RealmFileException when anything is wrong with it, with everything that is
     */
    public static RealmInspection inspect(Path file) {
        return inspect(file.toString(), text(file.toString(), file));
    }

    /**
     * As {@link #inspect(Path)}, of a text that was read from the file of this name.
     *
     * @throws RealmFileException when anything is wrong with it, with everything that is
     */
    public static RealmInspection inspect(String name, String text) {
        RealmInspection inspection = preview(name, text);
        if (!inspection.notEnforced().isEmpty()) {
            throw new RealmFileException(inspection.notEnforced());
        }
        return inspection;
    }

    /**
     * As {@link #inspect(String, String)}, also of a file whose one fault is that it asks for what this version does not
     * enforce: to be told about it or to lay it out, never to act on it.
     *
     * @throws RealmFileException when anything else is wrong with it, with everything that is
     */
    public static RealmInspection preview(String name, String text) {
        Document document = refusing(() -> YAML.document(name, text));
        RealmFile read = checked(document);
        RealmWarnings.add(document.part(), read.realm());
        List<RuleReading> readings =
                RuleReading.all(document.part(), read.realm().languages());
        Schema.CHECK.reportNotEnforced(document);
        return new RealmInspection(read, document.warnings(), readings, document.findings());
    }

    /**
     * The text of a realm file.
     *
     * @param name the file as findings are to name it
     * @throws RealmFileException when it cannot be read
     */
    public static String text(String name, Path file) {
        return refusing(() -> YAML.text(name, file));
    }

    /** The JSON Schema of the file, as editors want it. */
    public static String schema() {
        return resource(SCHEMA);
    }

    /**
     * One of the example files that ship.
     *
     * @param name for example {@code acme}
     */
    public static String example(String name) {
        return resource("/org/gatehouse/realm/examples/" + name + ".yaml");
    }

    /**
     * The realm as canonical JSON: the same shape as the file, every default written out, always in the same order.
     * Reads back equal by {@link #fromJson}, and is a valid realm file itself.
     */
    public static String toJson(RealmDefinition realm) {
        return RealmDocument.of(realm).toString();
    }

    /**
     * The realm {@link #toJson} wrote, checked as a file is: nothing unenforced comes in through the database.
     *
     * @throws RealmFileException when anything is wrong with it
     */
    public static RealmDefinition fromJson(String json) {
        try {
            return fromJson(JsonMapper.shared().readTree(json)).realm();
        } catch (JacksonException ex) {
            throw new RealmFileException(List.of(new Finding(STORED, 0, 0, "", "This is not JSON.", "")));
        }
    }

    /**
     * A realm file that came as JSON, checked as one that is read.
     *
     * @throws RealmFileException when anything is wrong with it
     */
    public static RealmFile fromJson(JsonNode json) {
        return file(Document.ofJson(STORED, json));
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(RealmFiles.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static <T> T refusing(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InvalidDocumentException ex) {
            throw new RealmFileException(ex.findings());
        }
    }

    private static RealmFile file(Document document) {
        RealmFile file = checked(document);
        Schema.CHECK.reportNotEnforced(document);
        refuseWhereWrong(document);
        return file;
    }

    /** Right but for what is not enforced; when anything is wrong, that is reported with it. */
    private static RealmFile checked(Document document) {
        if (FileVersion.isNewer(document.part())) { // what its keys mean is not known here
            throw new RealmFileException(document.findings());
        }
        Schema.CHECK.check(document);
        RealmFile file =
                new RealmFile(RealmReader.read(document.part()), document.part().flag("prune", false));
        if (!document.findings().isEmpty()) {
            Schema.CHECK.reportNotEnforced(document);
            refuseWhereWrong(document);
        }
        return file;
    }

    private static void refuseWhereWrong(Document document) {
        List<Finding> findings = document.findings();
        if (!findings.isEmpty()) {
            throw new RealmFileException(findings);
        }
    }

    /** Compiled when the first file is read and not before: it costs more than reading does. */
    private static final class Schema {
        static final SchemaCheck CHECK = SchemaCheck.of(RealmFiles.class, SCHEMA);
    }
}
