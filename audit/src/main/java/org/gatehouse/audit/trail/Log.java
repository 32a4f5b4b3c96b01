package org.gatehouse.audit.trail;

import org.gatehouse.audit.event.Tier;

/** A log that has a head row. Ids order the locking of several heads. */
record Log(int id, String name, int realm, Tier tier) {}
