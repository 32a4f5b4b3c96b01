package org.gatehouse.realm.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds units by their place in the source, in a time that does not grow with the file. */
final class UnitIndex {

    private final List<Unit> units;
    private final Map<Integer, List<Unit>> byLastLine = new HashMap<>();

    /** @param units all of them, as they begin, an entry before what is in it */
    UnitIndex(Source source, List<Unit> units) {
        this.units = units;
        for (Unit unit : units) {
            byLastLine
                    .computeIfAbsent(source.line(unit.end - 1), line -> new ArrayList<>())
                    .add(unit);
        }
    }

    List<Unit> endingOn(int line) {
        return byLastLine.getOrDefault(line, List.of());
    }

    @Nullable
    Unit lastBefore(int index) {
        int after = countBefore(index);
        return after == 0 ? null : units.get(after - 1);
    }

    @Nullable
    Unit firstAfter(int index) {
        int after = countBefore(index);
        return after == units.size() ? null : units.get(after);
    }

    /** The innermost unit in which the place is: one of those around the last that began before it. */
    Optional<Unit> around(int index) {
        return outwards(index).stream().filter(unit -> unit.contains(index)).findFirst();
    }

    /** The last unit that began before the place and all that are around that, from the inside. */
    List<Unit> outwards(int index) {
        List<Unit> outwards = new ArrayList<>();
        for (Unit unit = lastBefore(index); unit != null; unit = unit.parent.owner) {
            outwards.add(unit);
        }
        return outwards;
    }

    private int countBefore(int index) {
        int low = 0;
        int high = units.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (units.get(middle).start < index) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
