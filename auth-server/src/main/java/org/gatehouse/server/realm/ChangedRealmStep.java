package org.gatehouse.server.realm;

import java.util.List;

/** What else it means that a realm changes: rows that go or follow, people who lose something. */
public interface ChangedRealmStep {

    /** What keeps the change from being made, a sentence each; asked again inside the transaction that makes it. */
    default List<String> obstacles(RealmChange change) {
        return List.of();
    }

    /** What people or programs lose or get by it, for whoever decides. */
    default List<Risk> risks(RealmChange change) {
        return List.of();
    }

    /**
     * Secrets that are kept where they were and are others by now, as paths of the realm file. Told only to those who may
     * replace them: others could try secrets out.
     */
    default List<String> replacedSecrets(RealmChange change) {
        return List.of();
    }

    /** Runs in the transaction that changes the realm, only when there are no obstacles. Writes its own entries. */
    void complete(RealmChange change);
}
