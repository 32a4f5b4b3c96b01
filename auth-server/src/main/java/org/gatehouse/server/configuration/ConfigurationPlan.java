package org.gatehouse.server.configuration;

import java.util.List;
import org.gatehouse.realm.file.Difference;

/**
 * What a proposal would change.
 *
 * @param state names the state of the realm this was compared with; a plan holds for that state only
 * @param differences empty when there is nothing to do; of a secret only that it is another
 * @param deletions what goes for good
 * @param risks what people or programs lose or get, a sentence each
 * @param obstacles why it cannot be applied, a sentence each; empty when it can
 */
public record ConfigurationPlan(
        String state,
        List<Difference> differences,
        List<String> deletions,
        List<String> risks,
        List<String> obstacles) {

    public ConfigurationPlan {
        differences = List.copyOf(differences);
        deletions = List.copyOf(deletions);
        risks = List.copyOf(risks);
        obstacles = List.copyOf(obstacles);
    }

    public boolean isEmpty() {
        return differences.isEmpty();
    }
}
