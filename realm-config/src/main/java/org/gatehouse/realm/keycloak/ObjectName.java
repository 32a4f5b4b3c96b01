package org.gatehouse.realm.keycloak;

import java.util.Comparator;

/**
 * Names one object of a Keycloak realm.
 *
 * @param name within its kind: a client id, a path of a group without a leading slash, {@code connection/mapper}; empty for
 *     the realm itself
 */
public record ObjectName(ObjectKind kind, String name) implements Comparable<ObjectName> {

    private static final Comparator<ObjectName> ORDER =
            Comparator.comparing(ObjectName::kind).thenComparing(ObjectName::name);

    /** The realm itself. */
    public static final ObjectName REALM = new ObjectName(ObjectKind.REALM, "");

    /** What is before the last slash: whose mapper it is, in which group it is; empty when nothing is. */
    public String owner() {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? "" : name.substring(0, slash);
    }

    /** What is behind the last slash. */
    public String lastName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** As the paths of differences begin: {@code clients[forms-web]}. */
    String path() {
        return name.isEmpty() ? kind.path() : kind.path() + "[" + name + "]";
    }

    @Override
    public int compareTo(ObjectName other) {
        return ORDER.compare(this, other);
    }

    /** As people read it. */
    @Override
    public String toString() {
        return name.isEmpty() ? kind.title() : kind.title() + " " + name;
    }
}
