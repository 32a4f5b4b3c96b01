package org.gatehouse.server.trailviews;

import java.util.Optional;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.server.rights.Actor;

/** Tells what a kept question asks for, as the page does that shows its answer. */
public interface QuestionMeaning {

    /**
     * The filter it means to this reader, without its times.
     *
     * @param query of an address, encoded
     * @return empty when it cannot be read any more
     */
    Optional<TrailFilter> filter(Actor reader, String query);
}
