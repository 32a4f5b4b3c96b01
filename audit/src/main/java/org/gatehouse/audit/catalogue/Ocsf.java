package org.gatehouse.audit.catalogue;

import java.util.Optional;
import java.util.Properties;
import org.gatehouse.audit.event.ActivityType;
import org.gatehouse.audit.event.CustomActivity;

/**
 * How a version of the Open Cybersecurity Schema Framework classes our activities. Our own code stays the stable name: a
 * SIEM that wants another version gets another table, and no entry changes.
 */
public final class Ocsf {

    /** What is emitted unless something else is asked for. */
    public static final String DEFAULT_VERSION = "1.8.0";

    private static final int CLASSES_PER_CATEGORY = 1_000;

    private final String version;
    private final Properties table;

    private Ocsf(String version, Properties table) {
        this.version = version;
        this.table = table;
    }

    /**
     * A class, and what was done in it.
     *
     * @param typeUid both in one number
     */
    public record Type(int classUid, int activityId, int typeUid) {

        public int categoryUid() {
            return classUid / CLASSES_PER_CATEGORY;
        }
    }

    /** @throws IllegalArgumentException when there is no table of that version */
    public static Ocsf version(String version) {
        return new Ocsf(version, Data.load("ocsf-" + version + ".properties"));
    }

    public String version() {
        return version;
    }

    /** A custom activity is classed by its category. */
    public Type typeOf(ActivityType activity) {
        return find(activity instanceof CustomActivity
                        ? "category." + activity.category().code()
                        : activity.code())
                .orElseThrow(() -> new IllegalStateException("OCSF has no place for " + activity.code()));
    }

    /** The class's caption, for people. */
    public String className(Type type) {
        String name = table.getProperty("class." + type.classUid());
        if (name == null) {
            throw new IllegalStateException("Class " + type.classUid() + " has no name");
        }
        return name;
    }

    private Optional<Type> find(String key) {
        return Optional.ofNullable(table.getProperty(key)).map(row -> {
            String[] numbers = row.strip().split(" ");
            return new Type(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]));
        });
    }
}
