package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.document.Finding;

/** Realm files for tests: write one, read it, or have it refused. */
final class Yaml {

    private Yaml() {}

    static RealmDefinition read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    static RealmDefinition read(byte[] bytes) {
        try {
            Path file = Files.createTempDirectory("realm").resolve("acme.yaml");
            Files.write(file, bytes);
            try {
                return RealmFiles.read(file);
            } finally {
                Files.delete(file);
                Files.delete(file.getParent());
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static List<Finding> findings(String text) {
        return findings(text.getBytes(StandardCharsets.UTF_8));
    }

    static List<Finding> findings(byte[] bytes) {
        RealmFileException refused = catchThrowableOfType(RealmFileException.class, () -> read(bytes));
        return refused == null ? List.of() : refused.findings();
    }

    /** Each finding as a person reads it. */
    static List<String> refusals(String text) {
        return findings(text).stream().map(Finding::toString).toList();
    }

    /** What is wrong with a minimal file and this beside its asking for what is not enforced. */
    static List<String> faultsOf(String section) {
        return findings("realm: acme\n" + section).stream()
                .filter(finding -> !finding.message().contains("is not enforced by this version"))
                .map(Finding::toString)
                .toList();
    }

    /** The realm of a minimal file and this, enforced or not. */
    static RealmDefinition preview(String section) {
        return RealmFiles.preview("acme.yaml", "realm: acme\n" + section).realm();
    }

    /** A minimal file plus whatever the test is about. */
    static List<String> refusalsOf(String section) {
        return refusals("realm: acme\n" + section);
    }
}
