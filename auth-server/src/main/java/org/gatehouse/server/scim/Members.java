package org.gatehouse.server.scim;

import com.fasterxml.jackson.databind.JsonNode;
import de.captaingoldfish.scim.sdk.common.resources.Group;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The people a client names as members. */
final class Members {

    private Members() {}

    static List<UUID> of(Group resource) {
        return resource.getMembers().stream()
                .map(member ->
                        id(member.getValue().orElse(null), member.getType().orElse(null)))
                .toList();
    }

    static List<UUID> of(Iterable<JsonNode> values) {
        List<UUID> people = new ArrayList<>();
        for (JsonNode value : values) {
            people.add(id(value.path("value").textValue(), value.path("type").textValue()));
        }
        return people;
    }

    static Member resource(UUID person, String users) {
        return Member.builder()
                .value(person.toString())
                .ref(users + "/" + person)
                .type("User")
                .build();
    }

    private static UUID id(@Nullable String value, @Nullable String type) {
        if (type != null && type.equalsIgnoreCase("Group")) {
            throw Refusal.invalid(Refusal.INVALID_VALUE, "members: groups within groups are not provisioned.");
        }
        return Filters.id(value == null ? "" : value)
                .orElseThrow(() -> Refusal.invalid(Refusal.INVALID_VALUE, "members: there is no such user."));
    }
}
