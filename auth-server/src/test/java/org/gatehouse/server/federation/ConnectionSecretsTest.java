package org.gatehouse.server.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.OidcProvider;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.testing.FederatedServer;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("A connection's secret is for the provider it was typed for, and is sent to no other")
class ConnectionSecretsTest {

    private final TestServer server = FederatedServer.shared();
    private final ConnectionSecrets secrets = server.bean(ConnectionSecrets.class);
    private final Realm realm = server.bean(Realms.class).get(FederatedServer.REALM);
    private final Connection there = called("told", "https://one.example");
    private final Connection elsewhere = called("told", "https://two.example");

    @Test
    void findWhenTheConnectionLeadsElsewhereThenThereIsNone() {
        secrets.store(realm, there, "typed-for-one");

        assertThat(secrets.find(realm, there)).contains("typed-for-one");
        assertThat(secrets.find(realm, elsewhere)).isEmpty();
        assertThat(secrets.isUsable(realm, elsewhere)).isFalse();
        assertThat(secrets.isCurrent(realm, elsewhere, "typed-for-one")).isFalse();
    }

    /** Whoever writes in the database has no key. */
    @Test
    void findWhenTheDatabaseSaysThatItIsForAnotherThenItDoesNotOpen() {
        secrets.store(realm, there, "typed-for-one");
        authority("https://two.example");

        assertThatThrownBy(() -> secrets.find(realm, elsewhere)).isInstanceOf(IllegalStateException.class);

        authority(null);
        assertThatThrownBy(() -> secrets.find(realm, elsewhere)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void settleWhenItWasStoredBeforeThatWasKeptThenItIsForWhereTheConnectionLed() throws GeneralSecurityException {
        secrets.store(realm, there, "new");
        byte[] place = (realm.id() + "/told").getBytes(StandardCharsets.UTF_8);
        byte[] old = new AesGcmJce(server.bean(MasterKey.class).derive("federation/connection-secret"))
                .encrypt("from-before".getBytes(StandardCharsets.UTF_8), place);
        server.bean(JdbcClient.class)
                .sql("UPDATE connection_secret SET secret = ?, authority = NULL WHERE alias = 'told'")
                .param(old)
                .update();
        assertThat(secrets.find(realm, there)).contains("from-before");

        secrets.settle(realm, there);

        assertThat(secrets.find(realm, there)).contains("from-before");
        assertThat(secrets.find(realm, elsewhere)).isEmpty();
    }

    private void authority(String now) {
        server.bean(JdbcClient.class)
                .sql("UPDATE connection_secret SET authority = ? WHERE alias = 'told'")
                .param(now)
                .update();
    }

    private Connection called(String alias, String issuer) {
        Connection like = Connections.find(realm, "partner").orElseThrow();
        OidcProvider provider = (OidcProvider) like.provider();
        return new Connection(
                alias,
                null,
                new OidcProvider(
                        issuer,
                        provider.trustedAcr(),
                        provider.trustedAmr(),
                        provider.rolesClaim(),
                        provider.groupsClaim()),
                like.clientId(),
                like.credential(),
                like.clientSecret(),
                null,
                like.domains(),
                like.roles(),
                like.groups(),
                like.guests(),
                like.provisioning(),
                like.linking());
    }
}
