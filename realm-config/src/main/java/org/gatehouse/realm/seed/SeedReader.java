package org.gatehouse.realm.seed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.gatehouse.realm.document.Part;
import tools.jackson.databind.JsonNode;

/** Reads the people of one file; for one use. */
final class SeedReader {

    private static final long MOST_PEOPLE = 100_000_000;

    private final Roles roles;
    private final Set<String> userNames = new HashSet<>();

    SeedReader(Roles roles) {
        this.roles = roles;
    }

    Seed read(Part file) {
        String realm = file.text("realm");
        if (!roles.isRealm().test(realm)) {
            file.child("realm").refuse("These people are not of this realm.", "");
        }
        List<Group> groups = new ArrayList<>();
        for (Part entry : file.items("people")) {
            groups.add(entry.has("generate") ? generated(entry) : written(entry));
        }
        if (groups.stream().mapToLong(Group::count).sum() > MOST_PEOPLE) {
            file.child("people").refuse("These are more than " + MOST_PEOPLE + " people.", "");
            return new Seed(realm, List.of());
        }
        return new Seed(realm, new People(groups));
    }

    private Group written(Part entry) {
        checkUserName(entry);
        return new Group(person(entry), 1, false);
    }

    private Group generated(Part entry) {
        Part people = entry.child("generate");
        checkUserName(people);
        checkIsAlone(entry);
        boolean several = people.number("count") > 1;
        if (several && !new Template(people.text("userName")).isNumbered()) {
            people.child("userName")
                    .refuse("All generated people would have this name.", "Write %d where the number goes.");
        }
        return new Group(person(people), people.number("count"), true);
    }

    private void checkUserName(Part person) {
        String userName = person.text("userName");
        if (!userName.isEmpty() && !userNames.add(userName.toLowerCase(Locale.ROOT))) {
            person.child("userName").refuse("The user name `" + userName + "` is used twice.", "Choose another.");
        }
    }

    private static void checkIsAlone(Part entry) {
        if (entry.entries().size() > 1) {
            entry.refuse("Beside `generate` there is nothing else.", "Move the other keys below `generate`.");
        }
    }

    private SeedPerson person(Part part) {
        part.items("roles").forEach(this::checkRole);
        return new SeedPerson(
                part.text("userName"),
                part.text("password"),
                part.textOrNull("email"),
                part.flag("emailVerified", false),
                part.textOrNull("displayName"),
                part.has("roles") ? part.texts("roles") : List.of("user"),
                part.text("state").equals("disabled") ? SeedState.DISABLED : SeedState.ACTIVE,
                part.textOrNull("locale"),
                claims(part.child("claims")));
    }

    private void checkRole(Part role) {
        if (!roles.isRole().test(role.text())) {
            role.refuse("The realm has no role `" + role.text() + "`.", "Add it to the realm file, or correct it.");
        }
    }

    private static Map<String, Object> claims(Part part) {
        Map<String, Object> claims = new HashMap<>();
        part.entries().forEach((name, claim) -> claims.put(name, value(claim)));
        return claims;
    }

    private static Object value(Part claim) {
        JsonNode json = claim.json();
        if (json.isObject()) {
            Map<String, String> texts = new HashMap<>();
            claim.entries().forEach((name, text) -> texts.put(name, text.text()));
            return Map.copyOf(texts);
        }
        return json.isBoolean() ? (Object) json.asBoolean() : claim.text();
    }
}
