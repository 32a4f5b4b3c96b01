package org.gatehouse.server.realm;

import java.nio.file.Path;

/** Compares what a realm file refers to, such as secrets, with what an existing realm has. */
@FunctionalInterface
public interface ExistingRealmCheck {

    /** @throws org.gatehouse.server.StartRefusedException when they differ */
    void check(Realm realm, Path file);
}
