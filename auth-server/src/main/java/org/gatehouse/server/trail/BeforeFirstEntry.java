package org.gatehouse.server.trail;

/** Looks at the trail before this process appends anything to it. */
@FunctionalInterface
public interface BeforeFirstEntry {

    /** @throws org.gatehouse.server.StartRefusedException when nothing may be appended */
    void check();
}
