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

    private final List<Entry> entries;
    private final TreeMap<Integer, Entry> byStart = new TreeMap<>();
    private final int size;

    People(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        int start = 0;
        for (Entry entry : entries) {
            byStart.put(start, entry);
            start = Math.addExact(start, entry.count());
        }
        this.size = start;
    }

    @Override
    public SeedPerson get(int index) {
        Objects.checkIndex(index, size);
        Map.Entry<Integer, Entry> entry = byStart.floorEntry(index); // never null: the first starts at 0
        return entry.getValue().person(index - entry.getKey());
    }

    @Override
    public Iterator<SeedPerson> iterator() {
        return entries.stream()
                .flatMap(entry -> IntStream.range(0, entry.count()).mapToObj(entry::person))
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
