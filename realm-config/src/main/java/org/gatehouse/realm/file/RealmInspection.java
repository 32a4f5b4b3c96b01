package org.gatehouse.realm.file;

import java.util.List;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.document.Finding;
import org.gatehouse.realm.document.Warning;

/**
 * A realm file that is right, looked at closely.
 *
 * @param warnings what is accepted and still worth a thought, in the order of the file
 * @param readings password rules that were read as several
 * @param notEnforced what it asks for that this version does not enforce, for which a service refuses it
 */
public record RealmInspection(
        RealmFile file, List<Warning> warnings, List<RuleReading> readings, List<Finding> notEnforced) {

    public RealmInspection {
        warnings = List.copyOf(warnings);
        readings = List.copyOf(readings);
        notEnforced = List.copyOf(notEnforced);
    }

    /** The realm the file describes. */
    public RealmDefinition realm() {
        return file.realm();
    }
}
