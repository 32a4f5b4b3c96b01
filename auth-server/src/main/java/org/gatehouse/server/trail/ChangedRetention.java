package org.gatehouse.server.trail;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.server.realm.ChangedRealmStep;
import org.gatehouse.server.realm.RealmChange;
import org.springframework.stereotype.Component;

/** How long the trail keeps what, from now on. What is written already stays in the tier it was promised. */
@Component
class ChangedRetention implements ChangedRealmStep {

    private final Trail trail;

    ChangedRetention(Trail trail) {
        this.trail = trail;
    }

    /** Whoever can shorten what is kept can make what they did next be forgotten soon. */
    @Override
    public List<String> obstacles(RealmChange change) {
        return changed(change)
                .filter(move -> move.to().compareTo(move.from()) < 0)
                .map(
                        move -> "The trail keeps '" + move.category().code() + "' for " + move.from()
                                + "; a file can make that longer, not shorter: that is asked for at the API, and a second person decides.")
                .toList();
    }

    @Override
    public void complete(RealmChange change) {
        changed(change)
                .forEach(move ->
                        trail.record(trail.event(change.after(), Activity.RETENTION_CHANGED, change.client(), null)
                                .actor(change.actor())
                                .target(Party.realm(change.after().name()))
                                .change(Change.of(
                                        move.category().code(),
                                        move.from().name(),
                                        move.to().name()))));
    }

    private static Stream<Move> changed(RealmChange change) {
        return Arrays.stream(Category.values())
                .map(category -> new Move(
                        category, RealmTiers.of(change.before(), category), RealmTiers.of(change.after(), category)))
                .filter(move -> move.from() != move.to());
    }

    private record Move(Category category, Tier from, Tier to) {}
}
