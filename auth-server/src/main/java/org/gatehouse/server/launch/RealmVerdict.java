package org.gatehouse.server.launch;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.file.Path;
import java.util.List;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.document.Finding;
import org.gatehouse.realm.document.Warning;
import org.gatehouse.realm.file.RealmFileException;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.realm.file.RealmInspection;
import org.gatehouse.realm.file.RuleReading;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said about one realm file.
 *
 * @param realm its name; null when the file is not right
 * @param summary what the realm has, in a few words; empty when the file is not right
 */
record RealmVerdict(
        String file,
        boolean valid,
        @Nullable String realm,
        @JsonIgnore String summary,
        List<Finding> findings,
        List<Warning> warnings,
        List<RuleReading> readings) {

    static RealmVerdict of(Path file) {
        String name = file.toString();
        try {
            return of(name, RealmFiles.preview(name, RealmFiles.text(name, file)));
        } catch (RealmFileException ex) {
            return new RealmVerdict(name, false, null, "", ex.findings(), List.of(), List.of());
        }
    }

    private static RealmVerdict of(String name, RealmInspection inspection) {
        RealmDefinition realm = inspection.realm();
        boolean enforced = inspection.notEnforced().isEmpty();
        return new RealmVerdict(
                name,
                enforced,
                enforced ? realm.realm() : null,
                enforced ? summary(realm) : "",
                inspection.notEnforced(),
                inspection.warnings(),
                inspection.readings());
    }

    boolean passes(boolean strict) {
        return valid && (!strict || warnings.isEmpty());
    }

    private static String summary(RealmDefinition realm) {
        return "realm %s, clients: %d, password rules: %d, roles of its own: %d, attributes: %d, groups: %d"
                .formatted(
                        realm.realm(),
                        realm.clients().size(),
                        realm.password().rules().size(),
                        realm.roles().size(),
                        realm.attributes().size(),
                        realm.groups().size());
    }
}
