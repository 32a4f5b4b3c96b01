package org.gatehouse.server.launch;

import java.sql.SQLException;
import java.util.List;
import org.gatehouse.server.database.CredentialEnd;
import org.gatehouse.server.database.DatabaseAccess;

/** Says which connections are about to be refused by their providers. */
final class CredentialEnds {

    private static final String CHECK = "connections";

    /** As the service warns. */
    private static final int DAYS_BEFORE = 30;

    private CredentialEnds() {}

    static List<Finding> of(DatabaseAccess access) throws SQLException {
        List<CredentialEnd> ends = CredentialEnd.within(DAYS_BEFORE, access);
        return ends.isEmpty()
                ? List.of(Finding.ok(CHECK, "no secret or certificate ends within " + DAYS_BEFORE + " days"))
                : ends.stream().map(CredentialEnds::finding).toList();
    }

    private static Finding finding(CredentialEnd end) {
        String what = "The %s of connection '%s' in realm '%s'".formatted(end.what(), end.alias(), end.realm());
        String fix = "The connection's page in the console says how to replace it.";
        return end.days() < 0
                ? Finding.broken(CHECK, what + " ended on " + end.lastDay() + ": nobody can sign in by it.", fix)
                : Finding.note(CHECK, what + " is good until " + end.lastDay() + ".", fix);
    }
}
