package org.gatehouse.realm.file;

import org.gatehouse.realm.RealmDefinition;

/**
 * A realm file as it was read.
 *
 * @param realm what it describes, defaults filled in
 * @param prune whether clients, connections, roles, attributes, groups and attestations it does not name are to go when it is applied
 */
public record RealmFile(RealmDefinition realm, boolean prune) {}
