package org.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.groups.Group;
import org.gatehouse.server.groups.Groups;
import org.gatehouse.server.groups.Memberships;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /groups}: the groups of a realm, what they may do and who is in them. */
@RestController
@RequestMapping("/api/realms/{realm}/groups")
class GroupsApi {

    private static final Set<String> NAMES = Set.of("name", "description", "parent");

    private final Groups groups;
    private final Memberships memberships;
    private final Idempotency idempotency;

    GroupsApi(Groups groups, Memberships memberships, Idempotency idempotency) {
        this.groups = groups;
        this.memberships = memberships;
        this.idempotency = idempotency;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Json(UUID id, @Nullable UUID parent, String name, String path, String description, List<String> roles) {

        static Json of(Group group) {
            return new Json(
                    group.id(), group.parent(), group.name(), group.fullName(), group.description(), group.roles());
        }
    }

    @GetMapping
    Paging.Page<Json> list(@RequestAttribute(CallerFilter.ACTOR) Actor actor) {
        actor.require(Permission.GROUPS_READ);
        return new Paging.Page<>(
                groups.all(actor.realm()).stream().map(Json::of).toList(), null);
    }

    @PostMapping
    ResponseEntity<Json> create(@RequestAttribute(CallerFilter.ACTOR) Actor actor, HttpServletRequest request) {
        JsonBody body = JsonBody.of(request, NAMES);
        Groups.Form form = new Groups.Form(
                body.required("name").strip(),
                description(body, ""),
                body.id("parent").orElse(null));
        UUID id = idempotency.once(
                actor, request, body, () -> groups.create(actor, form).id());
        return ResponseEntity.created(URI.create(request.getRequestURI() + "/" + id))
                .eTag(Versions.tag(groups.get(actor.realm(), id).version()))
                .body(Json.of(groups.get(actor.realm(), id)));
    }

    @GetMapping("/{id}")
    ResponseEntity<Json> view(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        actor.require(Permission.GROUPS_READ);
        return answer(groups.get(actor.realm(), Ids.parse("id", id)));
    }

    @PatchMapping("/{id}")
    ResponseEntity<Json> change(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id, HttpServletRequest request) {
        Group before = groups.forChange(actor, Ids.parse("id", id));
        int version = Versions.required(request);
        JsonBody body = JsonBody.of(request, NAMES);
        Groups.Form form = new Groups.Form(
                body.has("name") ? body.required("name").strip() : before.name(),
                description(body, before.description()),
                body.has("parent") ? body.id("parent").orElse(null) : before.parent());
        return answer(groups.change(actor, before.id(), version, form));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id, HttpServletRequest request) {
        groups.delete(actor, Ids.parse("id", id), Versions.required(request));
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/{id}/members")
    Paging.Page<UUID> members(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer size) {
        actor.require(Permission.GROUPS_READ);
        int limit = Paging.size(size);
        UUID group = groups.get(actor.realm(), Ids.parse("id", id)).id();
        return Paging.page(
                memberships.members(actor.realm(), group, Paging.after(cursor), limit + 1),
                limit,
                (UUID last) -> Paging.cursor(last),
                member -> member);
    }

    @PutMapping("/{id}/members/{account}")
    ResponseEntity<Void> add(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id, @PathVariable String account) {
        memberships.add(actor, Ids.parse("id", id), Ids.parse("account", account));
        return ResponseEntity.noContent().build();
    }

    @DeleteMapping("/{id}/members/{account}")
    ResponseEntity<Void> remove(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id, @PathVariable String account) {
        memberships.remove(actor, Ids.parse("id", id), Ids.parse("account", account));
        return ResponseEntity.noContent().build();
    }

    @PutMapping("/{id}/roles/{role}")
    ResponseEntity<Void> addRole(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id, @PathVariable String role) {
        groups.addRole(actor, Ids.parse("id", id), role);
        return ResponseEntity.noContent().build();
    }

    @DeleteMapping("/{id}/roles/{role}")
    ResponseEntity<Void> removeRole(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id, @PathVariable String role) {
        groups.removeRole(actor, Ids.parse("id", id), role);
        return ResponseEntity.noContent().build();
    }

    private static String description(JsonBody body, String otherwise) {
        String text = body.text("description");
        return text == null ? otherwise : text.strip();
    }

    private static ResponseEntity<Json> answer(Group group) {
        return ResponseEntity.ok().eTag(Versions.tag(group.version())).body(Json.of(group));
    }
}
