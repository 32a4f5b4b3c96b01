package org.gatehouse.server.realm;

import java.nio.file.Path;

/** What else a new realm needs before it exists: keys, secrets. Runs in the transaction that creates it. */
@FunctionalInterface
public interface NewRealmStep {

    /** @throws org.gatehouse.server.StartRefusedException when the realm cannot be completed; then there is none */
    void complete(Realm realm, Path file);
}
