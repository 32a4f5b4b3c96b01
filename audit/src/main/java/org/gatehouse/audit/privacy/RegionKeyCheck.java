package org.gatehouse.audit.privacy;

import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Whether a region key is the one the realms' keys of a trail are wrapped with, before anything is sealed with another. */
public final class RegionKeyCheck {

    private static final String ANY = "SELECT realm FROM audit.audit_realm_key LIMIT 1";

    private RegionKeyCheck() {}

    /** What a trail says of a key. */
    public enum Result {
        RIGHT,
        WRONG,
        /** There is no key yet that it could have wrapped. */
        UNKNOWN
    }

    /** Looks at one realm's key, whichever. */
    public static Result of(Connection connection, KeyRing ring) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ANY)) {
            ResultSet row = select.executeQuery();
            return row.next() ? opens(connection, ring, row.getInt(1)) : Result.UNKNOWN;
        }
    }

    private static Result opens(Connection connection, KeyRing ring, int realm) throws SQLException {
        try {
            return new RealmKeys(ring).find(connection, realm).isPresent() ? Result.RIGHT : Result.UNKNOWN;
        } catch (GeneralSecurityException ex) {
            return Result.WRONG;
        }
    }
}
