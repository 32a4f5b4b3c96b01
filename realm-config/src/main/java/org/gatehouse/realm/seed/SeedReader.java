package org.gatehouse.realm.seed;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.gatehouse.realm.document.Part;

/** Reads the people of one file; for one use. */
final class SeedReader {

    private static final long MOST_PEOPLE = 100_000_000;

    private final RealmCheck realm;
    private final AttributeReader attributes;
    private final Set<String> userNames = new HashSet<>();

    private SeedReader(RealmCheck realm) {
        this.realm = realm;
        this.attributes = new AttributeReader(realm);
    }

    /** @param realms what the realm of the name that stands there knows */
    static Seed read(Part file, Function<Part, RealmCheck> realms) {
        List<Entry> entries = new SeedReader(realms.apply(file.child("realm"))).entries(file);
        String realm = file.text("realm");
        if (entries.stream().mapToLong(Entry::count).sum() > MOST_PEOPLE) {
            file.child("people").refuse("These are more than " + MOST_PEOPLE + " people.", "");
            return new Seed(realm, List.of());
        }
        return new Seed(realm, new People(entries));
    }

    private List<Entry> entries(Part file) {
        List<Entry> entries = new ArrayList<>();
        for (Part entry : file.items("people")) {
            entries.add(entry.has("generate") ? generated(entry) : written(entry));
        }
        return entries;
    }

    private Entry written(Part entry) {
        checkUserName(entry);
        return new Entry(person(entry, 0), 1, false);
    }

    private Entry generated(Part entry) {
        Part people = entry.child("generate");
        checkUserName(people);
        checkIsAlone(entry);
        int count = people.number("count");
        if (count > 1 && !new Template(people.text("userName")).isNumbered()) {
            people.child("userName")
                    .refuse("All generated people would have this name.", "Write %d where the number goes.");
        }
        return new Entry(person(people, count), count, true);
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

    /** @param count how many people are generated from this one; 0 for a person written out */
    private SeedPerson person(Part part, int count) {
        part.items("roles").forEach(realm::role);
        part.items("groups").forEach(realm::group);
        Map<String, Part> claims = ClaimReader.read(part);
        Part phone = claims.get(ClaimReader.PHONE);
        Part phoneVerified = claims.get(ClaimReader.PHONE_VERIFIED);
        return new SeedPerson(
                part.text("userName"),
                part.text("password"),
                part.textOrNull("email"),
                part.flag("emailVerified", false),
                phone == null ? null : PhoneNumbers.read(phone, count),
                phoneVerified != null && phoneVerified.json().asBoolean(false),
                part.textOrNull("displayName"),
                part.has("roles") ? part.texts("roles") : List.of("user"),
                part.texts("groups"),
                attributes.read(part.child("attributes"), count),
                part.textOrNull("totp"),
                part.texts("recoveryCodes"),
                part.text("state").equals("disabled") ? SeedState.DISABLED : SeedState.ACTIVE,
                part.textOrNull("locale"),
                ClaimReader.values(claims));
    }
}
