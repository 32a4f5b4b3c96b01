package org.gatehouse.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.gatehouse.audit.testing.TestTrail.roleGranted;
import static org.gatehouse.audit.testing.TestTrail.signIn;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BusinessTransactionTest {

    private final TrailDatabase database = TrailDatabase.create();
    private final JdbcAuditTrail trail = TestTrail.open(database, new SettableClock("2026-11-21T10:00:00Z"));

    @BeforeEach
    void createBusinessTable() {
        database.run("CREATE TABLE granted (role text)");
    }

    @AfterEach
    void close() {
        trail.close();
    }

    @Test
    void appendWhenThereIsNoTransactionThenRefused() throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            assertThatIllegalStateException().isThrownBy(() -> trail.append(connection, List.of(signIn().build())));
        }
    }

    @Test
    void appendWhenRolledBackThenNeitherChangeNorEntry() throws SQLException {
        try (Connection connection = change()) {
            trail.append(connection, List.of(roleGranted().build()));
            connection.rollback();
        }

        assertThat(rows()).containsExactly("0 changes, 0 entries");
        assertThat(trail.append(roleGranted().build()).index()).isZero();
    }

    @Test
    void appendWhenCommittedThenChangeAndEntries() throws SQLException {
        List<Receipt> receipts;
        try (Connection connection = change()) {
            receipts = trail.append(
                    connection,
                    List.of(
                            roleGranted().build(),
                            signIn().build(),
                            roleGranted().build()));
            connection.commit();
        }

        assertThat(rows()).containsExactly("1 changes, 3 entries");
        assertThat(receipts).extracting(Receipt::log).containsExactly("acme/P3Y", "acme/P13M", "acme/P3Y");
        assertThat(receipts).extracting(Receipt::index).containsExactly(0L, 0L, 1L);
    }

    @Test
    void appendWhileABusinessTransactionHoldsAnotherRealmsHeadThenNotDelayed() throws SQLException {
        try (Connection connection = change()) {
            trail.append(connection, List.of(roleGranted().build()));

            Receipt meanwhile =
                    trail.append(AuditEvent.of("other", Activity.ROLE_GRANTED).build());

            assertThat(meanwhile.log()).isEqualTo("other/P3Y");
            connection.commit();
        }
    }

    private Connection change() throws SQLException {
        Connection connection = database.dataSource().getConnection();
        connection.setAutoCommit(false);
        connection.createStatement().execute("INSERT INTO granted VALUES ('auditor')");
        return connection;
    }

    private List<String> rows() {
        return database.query("""
                SELECT (SELECT count(*) FROM granted) || ' changes, '
                    || (SELECT count(*) FROM audit.audit_entry) || ' entries'
                """);
    }
}
