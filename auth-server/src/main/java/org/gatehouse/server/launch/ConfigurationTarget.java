package org.gatehouse.server.launch;

import java.util.List;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.file.RealmFile;
import org.gatehouse.realm.keycloak.Gap;
import org.gatehouse.server.configuration.ConfigurationPlan;
import org.gatehouse.server.configuration.Proposal;
import org.jspecify.annotations.Nullable;

/** The realm a realm file is compared with or applied to. */
interface ConfigurationTarget extends AutoCloseable {

    /** As people name it. */
    String name();

    /** What of a file the target cannot do, so that somebody has to accept that; empty for a service of ours. */
    default List<Gap> gaps(RealmFile file) {
        return List.of();
    }

    /** The realm as it is. */
    RealmDefinition current();

    /** @throws org.gatehouse.server.StartRefusedException when the target cannot tell, and why */
    ConfigurationPlan plan(Proposal proposal);

    /**
     * As {@link org.gatehouse.server.configuration.RealmConfiguration#apply}.
     *
     * @throws org.gatehouse.server.StartRefusedException when it is refused, and why; nothing was changed then
     */
    ConfigurationPlan apply(Proposal proposal, String state, @Nullable String deletionsIn);

    @Override
    void close();
}
