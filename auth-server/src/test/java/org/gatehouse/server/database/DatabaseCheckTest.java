package org.gatehouse.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.gatehouse.server.StartRefusedException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class DatabaseCheckTest {

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void tellsVersionAndClock() {
        DatabaseCheck check = DatabaseCheck.of(access(database.jdbcUrl(), database.password()));

        assertThat(check.version()).startsWith("18.");
        assertThat(check.clockAhead().abs()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void namesTheReasonAndTheFixButNoPassword() throws Exception {
        refuses(access(database.jdbcUrl(), "hunter2"), "refuses user 'gatehouse' or its password");
        refuses(access(database.jdbcUrl() + "x", database.password()), "does not exist");
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = unused.getLocalPort();
            unused.close();
            refuses(access("jdbc:postgresql://127.0.0.1:" + port + "/gatehouse", "hunter2"), "cannot be reached");
        }
    }

    @Test
    void givesUpSoonOnAServerThatNeverAnswers() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            long start = System.nanoTime();
            refuses(access("jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/x", "y"), "cannot be reached");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        }
    }

    @Test
    void understandsTheUsualWaysToWriteAnAddress() {
        assertThat(from("postgres://db.example.org/gatehouse").jdbcUrl())
                .isEqualTo("jdbc:postgresql://db.example.org/gatehouse");
        assertThatThrownBy(() -> from("jdbc:mysql://db/x")).isInstanceOf(StartRefusedException.class);
        assertThatThrownBy(() -> from("postgres://me:hunter2@db/x")) // it would end up in messages
                .isInstanceOf(StartRefusedException.class)
                .hasMessageNotContaining("hunter2");
    }

    private static DatabaseAccess from(String url) {
        return DatabaseAccess.from(new MockEnvironment().withProperty(DatabaseAccess.URL_PROPERTY, url));
    }

    private DatabaseAccess access(String url, String password) {
        return new DatabaseAccess(url, database.user(), password);
    }

    private static void refuses(DatabaseAccess access, String sentence) {
        assertThatThrownBy(() -> DatabaseCheck.of(access))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("hunter2");
    }
}
