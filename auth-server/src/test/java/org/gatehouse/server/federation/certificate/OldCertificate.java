package org.gatehouse.server.federation.certificate;

import java.time.Instant;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.testing.TestServer;

/** A certificate as if it had been made and used long ago. */
public final class OldCertificate {

    private OldCertificate() {}

    public static void use(TestServer server, Realm realm, String alias, Instant madeAt) {
        ConnectionKeyRows rows = server.bean(ConnectionKeyRows.class);
        ConnectionKey old = Certificates.make(realm.name(), alias, madeAt, false);
        rows.insert(realm, alias, old);
        rows.use(realm, alias, old);
    }
}
