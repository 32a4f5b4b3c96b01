package org.gatehouse.audit.query;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.audit.entry.Detail;
import org.gatehouse.audit.entry.EntryHead;
import org.gatehouse.audit.entry.EntryHead.Ref;
import org.gatehouse.audit.entry.Micros;
import org.gatehouse.audit.entry.Segment;
import org.gatehouse.audit.entry.Segment.Place;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.ActivityType;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.CustomActivity;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.event.Party.Kind;
import org.gatehouse.audit.privacy.SubjectKey;
import org.jspecify.annotations.Nullable;

/** Makes views of rows with the keys that still exist. A segment that does not open is treated like one whose key is gone. */
final class EntryOpener {

    private final String realm;
    private final Map<Long, SubjectKey> keys;
    private final Map<Integer, CustomActivity> custom;

    EntryOpener(String realm, Map<Long, SubjectKey> keys, List<CustomActivity> custom) {
        this.realm = realm;
        this.keys = keys;
        this.custom = custom.stream().collect(toMap(CustomActivity::id, each -> each));
    }

    EntryView open(EntryRow row) {
        EntryHead head = row.head();
        Detail detail = row.detail();
        Optional<Segment> actor = open(head, head.actor(), row.actorSeal(), Place.ACTOR);
        Optional<Segment> target = open(head, head.target(), row.targetSeal(), Place.TARGET);
        return new EntryView(
                realm + "/" + head.tier().name(),
                row.index(),
                Micros.toInstant(head.ts()),
                Micros.toInstant(head.occurredAt()),
                head.node() == null ? "" : head.node(),
                activity(head.type()),
                head.outcome(),
                head.reason(),
                party(head.actor(), actor, detail.actor()),
                head.target() == null ? null : party(head.target(), target, detail.target()),
                origin(head, actor),
                detail.facts(),
                changes(detail.changes(), actor, target));
    }

    /** Where it came from, without opening anything else; null when that is unknown or may not be read. */
    @Nullable
    String address(EntryRow row) {
        return open(row.head(), row.head().actor(), row.actorSeal(), Place.ACTOR)
                .map(Segment::address)
                .orElse(null);
    }

    private ActivityType activity(int type) {
        return Optional.<ActivityType>ofNullable(custom.get(type))
                .or(() -> Activity.byId(type))
                .orElseThrow(() -> new IllegalStateException("Unknown activity"));
    }

    private Optional<Segment> open(EntryHead head, @Nullable Ref ref, byte @Nullable [] seal, Place place) {
        SubjectKey key = ref == null ? null : keys.get(ref.ref());
        if (key == null || seal == null) {
            return Optional.empty();
        }
        return key.open(seal, Segment.associatedData(head.realm(), head.tier(), key.ref(), place))
                .map(Segment::fromJson);
    }

    private Party party(Ref ref, Optional<Segment> segment, @Nullable String label) {
        if (ref.kind() != Kind.ACCOUNT) {
            return new Party(ref.kind(), null, label == null ? "" : label, null);
        }
        SubjectKey key = keys.get(ref.ref());
        if (key != null && key.isRestricted()) {
            return Party.restricted();
        }
        if (key == null || segment.isEmpty()) {
            return Party.erased();
        }
        String name = segment.get().label();
        return new Party(
                Kind.ACCOUNT,
                key.person(),
                name == null ? "" : name,
                segment.get().email());
    }

    private static Origin origin(EntryHead head, Optional<Segment> actor) {
        return new Origin(
                head.client(),
                head.session(),
                head.request(),
                actor.map(Segment::address).orElse(null),
                actor.map(Segment::userAgent).orElse(null),
                head.country());
    }

    /** The values of personal changes are in one of the segments, in the order of their fields here. */
    private static List<Change> changes(List<Change> readable, Optional<Segment> actor, Optional<Segment> target) {
        List<Change> opened = new ArrayList<>();
        target.map(Segment::changes).ifPresent(opened::addAll);
        actor.map(Segment::changes).ifPresent(opened::addAll);
        Iterator<Change> personal = opened.iterator();
        return readable.stream()
                .map(change -> change.personal() && personal.hasNext() ? personal.next() : change)
                .toList();
    }
}
