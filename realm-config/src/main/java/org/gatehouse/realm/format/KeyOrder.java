package org.gatehouse.realm.format;

import java.util.List;
import java.util.Optional;
import org.gatehouse.realm.document.SchemaPlace;
import org.gatehouse.realm.file.RealmFiles;
import tools.jackson.databind.json.JsonMapper;

/** The order of keys at one place of the file: the schema's, which is the reference's too. */
final class KeyOrder {

    private static final KeyOrder OF_THE_REALM_FILE =
            new KeyOrder(Optional.of(SchemaPlace.of(JsonMapper.shared().readTree(RealmFiles.schema()))));

    private final Optional<SchemaPlace> place;

    private KeyOrder(Optional<SchemaPlace> place) {
        this.place = place;
    }

    static KeyOrder ofTheRealmFile() {
        return OF_THE_REALM_FILE;
    }

    KeyOrder under(String key) {
        return new KeyOrder(place.flatMap(around -> around.key(key)));
    }

    KeyOrder ofItems() {
        return new KeyOrder(place.flatMap(SchemaPlace::items));
    }

    /** Where the key comes; a key the schema does not name comes last. */
    int rank(String key) {
        List<String> keys = place.map(SchemaPlace::keys).orElse(List.of());
        int index = keys.indexOf(key);
        return index < 0 ? keys.size() : index;
    }
}
