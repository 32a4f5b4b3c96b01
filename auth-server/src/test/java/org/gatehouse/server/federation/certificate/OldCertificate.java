package org.gatehouse.server.federation.certificate;

import java.security.cert.X509Certificate;
import java.time.Instant;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.testing.TestServer;

/** A certificate as if it had been made and used long ago. */
public final class OldCertificate {

    private OldCertificate() {}

    /** One of the same name that nobody here has the key of. */
    public static X509Certificate make(String realm, String alias, Instant madeAt) {
        return Certificates.make(realm, alias, madeAt, false).certificate();
    }

    public static void use(TestServer server, Realm realm, String alias, Instant madeAt) {
        ConnectionKeyRows rows = server.bean(ConnectionKeyRows.class);
        ConnectionKey old = Certificates.make(realm.name(), alias, madeAt, false);
        rows.insert(realm, alias, old);
        rows.use(realm, alias, old.thumbprint());
    }
}
