package org.gatehouse.server.approval;

import java.util.Map;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;

/** A kind of change that one person asks for and another lets happen. */
public interface ApprovableChange {

    /** Stable name, for example {@code role.grant}. */
    String kind();

    /** What whoever asked must still be allowed when the change is made. */
    Permission permission();

    /** Whom or what the change is about, for the trail. */
    Party target(Realm realm, Map<String, String> change);

    /** What else the entries about the request say of it: identifiers that name nobody. */
    default Map<String, String> facts(Map<String, String> change) {
        return Map.of();
    }

    /**
     * What a second person should see of it before they decide, and neither the request nor an entry keeps: by name, and
     * accounts by their ids.
     */
    default Map<String, String> details(Realm realm, Map<String, String> change) {
        return Map.of();
    }

    /**
     * Makes the change, inside the transaction that approves it.
     *
     * @param approver under whose name it is made
     * @throws RuntimeException when it can no longer be made; the approval is undone with it
     */
    void apply(Map<String, String> change, Actor approver);

    /** What else is to be done when it was refused, inside the transaction that refuses it. */
    default void refused(Realm realm, Map<String, String> change) {}
}
