package org.gatehouse.server.federation.accounts;

import static org.gatehouse.server.federation.accounts.PartnerRealm.REALM;

import java.util.List;
import java.util.UUID;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.StandInProvider;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A realm with providers, and whoever comes by them. */
abstract class FederatedPeople {

    static final String HOME = "/realms/partners/account";
    static final String COMPANIES = HOME + "/companies";
    static PartnerRealm partner;
    static TestServer server;
    final StandInProvider provider = partner.provider.reset();
    final Realm realm = server.bean(Realms.class).get(REALM);
    final People people = People.of(server);
    final Browser browser = new Browser(server);
    TrailProbe trail;

    @BeforeAll
    static void start() {
        partner = PartnerRealm.start();
        server = partner.server;
    }

    @AfterAll
    static void stop() {
        partner.close();
    }

    @BeforeEach
    void look() {
        trail = TrailProbe.of(server, REALM);
    }

    /** The link the page has for this connection. */
    String way(String connection) {
        return browser.get(COMPANIES)
                .body()
                .replaceAll("(?s).*href=\"([^\"]*/companies/add/" + connection + "/[0-9a-f-]{36})\".*", "$1");
    }

    Account account(String subject) {
        UUID id = server.bean(IdentityRows.class)
                .find(realm, "open", provider.issuer(), subject)
                .orElseThrow()
                .account();
        return server.bean(Accounts.class).find(realm, id).orElseThrow();
    }

    List<FederatedIdentity> links(UUID account) {
        return server.bean(IdentityRows.class).of(realm, account);
    }
}
