package org.gatehouse.server.realm;

/** What is done at each start once all realms exist, before the first request is served. Ordered by {@code @Order}. */
@FunctionalInterface
public interface AfterRealmsLoaded {

    /** @throws org.gatehouse.server.StartRefusedException when the service must not start */
    void realmsLoaded();
}
