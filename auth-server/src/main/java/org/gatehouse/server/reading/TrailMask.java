package org.gatehouse.server.reading;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.AddressBlock;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Hides who took part and from where from whoever may read the trail without {@code audit.identify}: names, e-mail
 * addresses, browsers and values of personal fields. Of an address its network and its country stay; people keep the end of their id,
 * so that what one person did is still seen to be of one person.
 */
public final class TrailMask {

    private static final String MASK = "••••••";

    /** Of an id's last characters: enough to tell two people apart. */
    private static final int SHOWN = 6;

    private TrailMask() {}

    /** Whether this reader is shown the trail with its people hidden. */
    public static boolean isFor(Actor reader) {
        return !reader.permissions().contains(Permission.AUDIT_IDENTIFY);
    }

    /** Entries as this reader may see them. */
    public static List<EntryView> shown(Actor reader, List<EntryView> entries) {
        return isFor(reader) ? entries.stream().map(TrailMask::masked).toList() : entries;
    }

    public static EntryView shown(Actor reader, EntryView entry) {
        return isFor(reader) ? masked(entry) : entry;
    }

    /** What stands for somebody. */
    public static String name(UUID person) {
        String id = person.toString();
        return MASK + " " + id.substring(id.length() - SHOWN);
    }

    /**
     * Whether a filter asks for nothing that is hidden: whoever may ask for one address after the other knows in the end
     * which it was.
     */
    public static boolean isCoarse(TrailFilter filter) {
        return Stream.concat(Stream.of(filter), filter.without().stream())
                .map(TrailFilter::address)
                .allMatch(address -> address == null || address.isNetwork());
    }

    public static EntryView masked(EntryView entry) {
        Origin origin = entry.origin();
        return entry.told(
                party(entry.actor()),
                entry.target() == null ? null : party(entry.target()),
                new Origin(
                        origin.client(),
                        origin.session(),
                        origin.request(),
                        network(origin.address()),
                        null,
                        origin.country()),
                entry.detail(),
                entry.changes().stream().map(TrailMask::change).toList());
    }

    private static Party party(Party party) {
        UUID person = party.person();
        return person == null ? party : Party.account(person, name(person), null);
    }

    private static @Nullable String network(@Nullable String address) {
        return Optional.ofNullable(address)
                .flatMap(AddressBlock::parse)
                .map(AddressBlock::network)
                .map(AddressBlock::toString)
                .orElse(null);
    }

    private static Change change(Change change) {
        return change.personal()
                ? Change.personal(change.field(), value(change.before()), value(change.after()))
                : change;
    }

    private static @Nullable String value(@Nullable String value) {
        return value == null ? null : MASK;
    }
}
