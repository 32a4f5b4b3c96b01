package org.gatehouse.audit.catalogue;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gatehouse.audit.event.ActivityType;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.CustomActivity;

/** Which facts an entry of an activity may carry. */
public final class Facts {

    private static final Map<String, Set<DetailField>> BY_CODE = load();

    private Facts() {}

    public static Set<DetailField> of(ActivityType activity) {
        String code = activity instanceof CustomActivity ? CustomActivity.PREFIX : activity.code();
        return BY_CODE.getOrDefault(code, Set.of());
    }

    /** The event's facts that the catalogue does not know of its activity: a mistake in our own code. */
    public static Set<String> unknown(AuditEvent event) {
        Set<String> unknown = new TreeSet<>(event.detail().keySet());
        of(event.activity()).forEach(field -> unknown.remove(field.code()));
        return unknown;
    }

    private static Map<String, Set<DetailField>> load() {
        return Data.load("facts.properties").entrySet().stream()
                .collect(toUnmodifiableMap(row -> (String) row.getKey(), row -> fields((String) row.getValue())));
    }

    private static Set<DetailField> fields(String names) {
        EnumSet<DetailField> fields = EnumSet.noneOf(DetailField.class);
        Arrays.stream(names.strip().split(" "))
                .forEach(name -> fields.add(DetailField.find(name)
                        .orElseThrow(() -> new IllegalStateException("No fact is called " + name))));
        return Collections.unmodifiableSet(fields);
    }
}
