package org.gatehouse.server.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.gatehouse.audit.note.Checkpoint;
import org.gatehouse.audit.note.EntryProof;
import org.gatehouse.audit.note.SignedNote;
import org.gatehouse.audit.note.VerificationKey;
import org.gatehouse.audit.publish.CheckpointPublisher;
import org.gatehouse.server.directory.Role;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a verifier outside gets, without and with a token. */
class PublishedProofsTest {

    private static final String LOG = "/realms/acme/audit/P3Y";

    private final TestServer server = TestServer.shared();
    private final Browser anybody = new Browser(server);

    @BeforeEach
    void publish() throws SQLException {
        server.bean(CheckpointPublisher.class).tick();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/realms/nobody/audit/P3Y/checkpoint",
                "/realms/acme/audit/P4Y/checkpoint",
                "/realms/acme/audit/P3Y/tile/entries/000.p/1",
                "/realms/acme/audit/P3Y/tile/0/x999/999",
                "/realms/acme/audit/P3Y/tile/0/999.p/255",
                "/realms/acme/audit/P3Y/tile/7/000.p/1",
                "/realms/acme/audit/P3Y/tile/0/0",
                "/realms/acme/audit/P3Y/entries"
            })
    void getWhenNotPublishedThenNotFound(String path) {
        assertThat(anybody.get(path).status()).isEqualTo(404);
    }

    @Test
    void proofWhenTheCallerMayNotReadTheTrailThenRefused() {
        Person person = People.of(server).create("acme");

        assertThat(AdminApi.as(server, "acme", person)
                        .get("/audit/entries/P3Y:0/proof")
                        .status())
                .isEqualTo(403);
        assertThat(anybody.get("/api/realms/acme/audit/entries/P3Y:0/proof").status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P3Y:99999999", "P4Y:0", "P3Y:00", "x"})
    void proofWhenThereIsNoSuchEntryThenNotFound(String reference) {
        assertThat(auditor().get("/audit/entries/" + reference + "/proof").status())
                .isEqualTo(404);
    }

    @Test
    void checkpointThenSignedByThePublishedKeyAndCacheable() {
        Answer answer = anybody.get(LOG + "/checkpoint");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("max-age=1, public");
        Checkpoint head =
                Checkpoint.verified(SignedNote.parse(answer.body()), key()).orElseThrow();
        assertThat(head.origin()).isEqualTo("audit.gatehouse/local/acme/P3Y");
        Answer tile = anybody.get(LOG + "/tile/0/000" + (head.size() < 256 ? ".p/" + head.size() : ""));
        assertThat(tile.status()).isEqualTo(200);
        assertThat(tile.header("Cache-Control")).contains("immutable").contains("public");
    }

    @Test
    void proofWhenAnAuditorAsksThenValidWithTheKeyAlone() {
        Answer answer = auditor().get("/audit/entries/P3Y:0/proof");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Disposition")).contains("acme-P3Y-0.tlog-proof");
        assertThat(EntryProof.parse(answer.body()).isValid(key())).isTrue();
    }

    private AdminApi auditor() {
        return AdminApi.as(server, "acme", People.of(server).createWith("acme", Role.AUDITOR));
    }

    private VerificationKey key() {
        return VerificationKey.parse(anybody.get(LOG + "/key").body());
    }
}
