package org.gatehouse.audit.publish;

import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.note.Checkpoint;

/**
 * A log goes on, by an operator's word, from another state than was signed for.
 *
 * @param before the newest checkpoint of what it was
 * @param size entries it has now
 * @param origin what it is called from now on
 */
public record Forked(String realm, Tier tier, Checkpoint before, long size, String origin) {}
