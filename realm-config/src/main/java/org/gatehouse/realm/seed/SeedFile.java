package org.gatehouse.realm.seed;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.document.Document;
import org.gatehouse.realm.document.Finding;
import org.gatehouse.realm.document.InvalidDocumentException;
import org.gatehouse.realm.document.SchemaCheck;
import org.gatehouse.realm.document.YamlReader;

/** Reads seed files. */
public final class SeedFile {

    /** Room for some ten thousand people written out; more are generated. */
    private static final int LARGEST = 16 * 1024 * 1024;

    private static final Map<String, Set<String>> NOT_ENFORCED = Map.of(
            "/people/*", Set.of("totp", "recoveryCodes", "groups", "attributes"),
            "/people/*/generate", Set.of("totp", "recoveryCodes", "groups", "attributes"));

    private SeedFile() {}

    /**
     * @throws SeedFileException when anything is wrong with it, with everything that is
     */
    public static Seed read(Path file) {
        return read(file, Roles.ANY);
    }

    /**
     * As {@link #read(Path)}, and refuses people of another realm and roles this realm does not have.
     *
     * @throws SeedFileException when anything is wrong with it, with everything that is
     */
    public static Seed read(Path file, RealmDefinition realm) {
        return read(file, Roles.of(realm));
    }

    private static Seed read(Path file, Roles roles) {
        try {
            return seed(new YamlReader(LARGEST).read(file), roles);
        } catch (SeedFileException ex) {
            throw ex;
        } catch (InvalidDocumentException ex) {
            throw new SeedFileException(ex.findings());
        }
    }

    private static Seed seed(Document document, Roles roles) {
        Schema.CHECK.check(document);
        Seed seed = new SeedReader(roles).read(document.part());
        List<Finding> findings = document.findings();
        if (!findings.isEmpty()) {
            throw new SeedFileException(findings);
        }
        return seed;
    }

    /** Compiled when the first file is read. */
    private static final class Schema {
        static final SchemaCheck CHECK = SchemaCheck.of(SeedFile.class, "seed.schema.json", NOT_ENFORCED);
    }
}
