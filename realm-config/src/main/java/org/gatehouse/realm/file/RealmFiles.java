package org.gatehouse.realm.file;

import java.nio.file.Path;
import java.util.List;
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

    /** Far beyond any realm; what is larger is not a realm file. */
    private static final int LARGEST = 1024 * 1024;

    private static final String STORED = "realm";

    private RealmFiles() {}

    /**
     * The realm a file describes, defaults filled in.
     *
     * @throws RealmFileException when anything is wrong with it, with everything that is
     */
    public static RealmDefinition read(Path file) {
        return readFile(file).realm();
    }

    /**
     * What a file says, with what it says about its own use.
     *
     * @throws RealmFileException when anything is wrong with it, with everything that is
     */
    public static RealmFile readFile(Path file) {
        try {
            return file(new YamlReader(LARGEST).read(file));
        } catch (RealmFileException ex) {
            throw ex;
        } catch (InvalidDocumentException ex) {
            throw new RealmFileException(ex.findings());
        }
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

    private static RealmFile file(Document document) {
        Schema.CHECK.check(document);
        RealmFile file =
                new RealmFile(RealmReader.read(document.part()), document.part().flag("prune", false));
        List<Finding> findings = document.findings();
        if (!findings.isEmpty()) {
            throw new RealmFileException(findings);
        }
        return file;
    }

    /** Compiled when the first file is read and not before: it costs more than reading does. */
    private static final class Schema {
        static final SchemaCheck CHECK = SchemaCheck.of(RealmFiles.class, "realm.schema.json", NotEnforced.KEYS);
    }
}
