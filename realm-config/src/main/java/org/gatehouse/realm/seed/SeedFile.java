package org.gatehouse.realm.seed;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.document.Document;
import org.gatehouse.realm.document.Finding;
import org.gatehouse.realm.document.InvalidDocumentException;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.document.SchemaCheck;
import org.gatehouse.realm.document.YamlReader;

/** Reads seed files. */
public final class SeedFile {

    /** Room for some ten thousand people written out; more are generated. */
    private static final int LARGEST = 16 * 1024 * 1024;

    private SeedFile() {}

    /**
     * @throws SeedFileException when anything is wrong with it, with everything that is
     */
    public static Seed read(Path file) {
        return read(file, (Part name) -> RealmCheck.NONE);
    }

    /**
     * As {@link #read(Path)}, and refuses people of another realm, and roles, groups and attributes this realm does not
     * have.
     *
     * @throws SeedFileException when anything is wrong with it, with everything that is
     */
    public static Seed read(Path file, RealmDefinition realm) {
        return read(file, (Part name) -> {
            if (!realm.realm().equals(name.text())) {
                name.refuse("These people are not of this realm.", "");
            }
            return RealmCheck.against(realm);
        });
    }

    /**
     * As {@link #read(Path, RealmDefinition)}, against the realm the file names.
     *
     * @param realms finds a realm by its name
     * @throws SeedFileException when anything is wrong with it, with everything that is
     */
    public static Seed readFor(Path file, Function<String, Optional<RealmDefinition>> realms) {
        return read(
                file,
                (Part name) -> realms.apply(name.text())
                        .map(RealmCheck::against)
                        .orElseGet(() -> {
                            name.refuse("There is no realm `" + name.text() + "`.", "");
                            return RealmCheck.NONE;
                        }));
    }

    private static Seed read(Path file, Function<Part, RealmCheck> realm) {
        try {
            return seed(new YamlReader(LARGEST).read(file), realm);
        } catch (SeedFileException ex) {
            throw ex;
        } catch (InvalidDocumentException ex) {
            throw new SeedFileException(ex.findings());
        }
    }

    private static Seed seed(Document document, Function<Part, RealmCheck> realm) {
        Schema.CHECK.check(document);
        Seed seed = SeedReader.read(document.part(), realm);
        Schema.CHECK.reportNotEnforced(document);
        List<Finding> findings = document.findings();
        if (!findings.isEmpty()) {
            throw new SeedFileException(findings);
        }
        return seed;
    }

    /** Compiled when the first file is read. */
    private static final class Schema {
        static final SchemaCheck CHECK = SchemaCheck.of(SeedFile.class, "seed.schema.json");
    }
}
