package org.gatehouse.realm.seed;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** All people of a seed file, one after the other; nothing is made before it is asked for. */
final class People extends AbstractList<SeedPerson> {

    private final List<Group> groups;
    private final TreeMap<Integer, Group> byStart = new TreeMap<>();
    private final int size;

    People(List<Group> groups) {
        this.groups = List.copyOf(groups);
        int start = 0;
        for (Group group : groups) {
            byStart.put(start, group);
            start = Math.addExact(start, group.count());
        }
        this.size = start;
    }

    @Override
    public SeedPerson get(int index) {
        Objects.checkIndex(index, size);
        Map.Entry<Integer, Group> group = byStart.floorEntry(index); // never null: the first starts at 0
        return group.getValue().person(index - group.getKey());
    }

    @Override
    public Iterator<SeedPerson> iterator() {
        return groups.stream()
                .flatMap(group -> IntStream.range(0, group.count()).mapToObj(group::person))
                .iterator();
    }

    @Override
    public int size() {
        return size;
    }

    /** Not the people: there may be a million, and they have passwords. */
    @Override
    public String toString() {
        return size + " people";
    }
}
