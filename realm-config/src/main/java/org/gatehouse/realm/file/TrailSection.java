package org.gatehouse.realm.file;

import org.gatehouse.realm.TrailPolicy;
import org.gatehouse.realm.document.Part;

/** Reads {@code trail}. That categories and tiers exist is the schema's business. */
final class TrailSection {

    private TrailSection() {}

    static TrailPolicy read(Part trail) {
        return new TrailPolicy(trail.textMap("retention"));
    }
}
