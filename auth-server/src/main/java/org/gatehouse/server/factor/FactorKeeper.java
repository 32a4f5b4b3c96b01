package org.gatehouse.server.factor;

import java.util.List;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;

/**
 * Keeps one kind of factor that people enrol; a Spring bean of the feature, so that what lists or resets somebody's factors
 * misses none. Recovery codes are none: they stand in for one.
 */
public interface FactorKeeper {

    /** In the order they were added. */
    List<EnrolledFactor> of(Realm realm, UUID account);

    /** Part of the caller's transaction, which writes the entry; false when the person has no such factor. */
    boolean remove(Realm realm, UUID account, UUID factor);
}
