package org.gatehouse.server.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.signin.SignInThrottle.Kind;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The database dies while an attempt is counted. */
class ThrottleOutageTest {

    private final TestServer server = TestServer.shared();
    private final DataSource database = server.database().dataSource();
    private final Realm realm = server.bean(Realms.class).get("acme");

    @Test
    void countWhenTheDatabaseDiesThenItIsAnOutageAndNobodyMayGoOn() throws Exception {
        SignInThrottle throttle = throttle(new Dying(database));

        assertThatThrownBy(() -> throttle.count(realm, Kind.PASSWORD, "somebody", "10.0.0.1"))
                .isInstanceOf(DataAccessResourceFailureException.class);
        assertThatThrownBy(() -> throttle.forgive(realm, Kind.PASSWORD, "somebody", "10.0.0.1"))
                .isInstanceOf(DataAccessResourceFailureException.class);
    }

    @Test
    void countWhenTheDatabaseAnswersThenNobodyWaits() throws Exception {
        assertThat(throttle(database).count(realm, Kind.PASSWORD, "somebody", "10.0.0.1"))
                .isEqualTo(Duration.ZERO);
    }

    private SignInThrottle throttle(DataSource dataSource) throws Exception {
        return new SignInThrottle(dataSource, new SettableClock(), MasterKey.generate(new SecureRandom()));
    }

    /** Hands out connections whose server process is already gone. */
    private static final class Dying extends DelegatingDataSource {

        Dying(DataSource database) {
            super(database);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            int pid = connection.unwrap(PGConnection.class).getBackendPID();
            try (Connection other = super.getConnection();
                    Statement statement = other.createStatement()) {
                statement.execute("SELECT pg_terminate_backend(" + pid + ", 5000)");
            }
            return connection;
        }
    }
}
