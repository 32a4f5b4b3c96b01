package org.gatehouse.audit.verify;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.gatehouse.audit.merkle.TilePath;
import org.jspecify.annotations.Nullable;

/** Full tiles above the leaves as stored. One that should be there and is not reads as empty. */
record StoredUpperTiles(Connection connection, Claim claim, StoredHead head) implements UpperTiles.Kept {

    private static final String TILE = "SELECT hashes FROM audit.audit_tile WHERE log_id = ? AND level = ? AND idx = ?";

    @Override
    public byte @Nullable [] read(TilePath tile) throws IOException {
        if (!tile.isFull() || tile.sizeNeeded() > claim.tiled()) {
            return null; // made on demand, or not built yet
        }
        try (PreparedStatement select = connection.prepareStatement(TILE)) {
            select.setInt(1, head.logId());
            select.setInt(2, tile.level());
            select.setLong(3, tile.index());
            ResultSet row = select.executeQuery();
            return row.next() ? row.getBytes(1) : new byte[0];
        } catch (SQLException ex) {
            throw new IOException(ex);
        }
    }
}
