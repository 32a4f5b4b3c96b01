package org.gatehouse.server.reading;

import java.util.Map;
import java.util.Optional;
import org.gatehouse.audit.sentence.ObjectTitles;
import org.gatehouse.realm.ObjectKindDefinition;
import org.gatehouse.server.realm.Realm;

/** What the realm file calls its own kinds of objects; a kind it no longer has is shown by its code. */
public record KindTitles(Realm realm) implements ObjectTitles {

    @Override
    public Optional<String> find(String kind, String language) {
        return realm.definition().trail().objectKinds().stream()
                .filter(known -> known.id().equals(kind))
                .findFirst()
                .map(ObjectKindDefinition::title)
                .flatMap(titles -> title(titles, language));
    }

    private static Optional<String> title(Map<String, String> titles, String language) {
        return Optional.ofNullable(titles.get(language))
                .or(() -> titles.values().stream().findFirst());
    }
}
