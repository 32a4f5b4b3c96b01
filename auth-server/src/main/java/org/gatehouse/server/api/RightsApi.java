package org.gatehouse.server.api;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.administration.AccountRights;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.EffectiveRights;
import org.gatehouse.server.rights.RolePath;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Two questions in one call each: what can this person do, and why; and who can do this. */
@RestController
@RequestMapping("/api/realms/{realm}")
class RightsApi {

    private final EffectiveRights rights;
    private final AccountRights ofOne;

    RightsApi(EffectiveRights rights, AccountRights ofOne) {
        this.rights = rights;
        this.ofOne = ofOne;
    }

    /** @param permissions everything the roles allow together */
    record Rights(List<RolePath> roles, Set<String> permissions) {}

    @GetMapping("/accounts/{id}/rights")
    Rights of(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        List<RolePath> roles = ofOne.of(actor, Ids.parse("id", id)).paths();
        return new Rights(
                roles,
                rights
                        .permissions(
                                actor.realm(),
                                roles.stream().map(RolePath::role).toList())
                        .stream()
                        .map(Permission::code)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** The active accounts that have a role or a permission by any path. */
    @GetMapping("/holders")
    Paging.Page<UUID> holders(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Nullable String permission,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer size) {
        actor.require(Permission.USERS_READ);
        int limit = Paging.size(size);
        return Paging.page(
                rights.holders(actor.realm(), roles(actor, role, permission), Paging.after(cursor), limit + 1),
                limit,
                (UUID last) -> Paging.cursor(last),
                holder -> holder);
    }

    private static List<String> roles(Actor actor, @Nullable String role, @Nullable String permission) {
        if (role != null && permission == null && actor.realm().definition().hasRole(role)) {
            return List.of(role);
        }
        if (permission != null && role == null && Permission.find(permission).isPresent()) {
            return actor.realm()
                    .definition()
                    .rolesWith(Permission.find(permission).orElseThrow());
        }
        throw ApiException.invalid("Ask for a 'role' of the realm or for a 'permission', one of the two.");
    }
}
