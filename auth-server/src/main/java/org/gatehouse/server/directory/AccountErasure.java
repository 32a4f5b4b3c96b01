package org.gatehouse.server.directory;

import java.util.UUID;
import org.gatehouse.server.realm.Realm;

/** Deletes what a feature keeps about an account: called inside the transaction that erases it. */
public interface AccountErasure {

    void erase(Realm realm, UUID account);
}
