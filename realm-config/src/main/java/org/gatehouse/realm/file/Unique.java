package org.gatehouse.realm.file;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.gatehouse.realm.document.Part;

/** Refuses the second use of a name within one list. */
final class Unique {

    private final String what;
    private final Set<String> seen = new HashSet<>();

    /** @param what the name's meaning in messages, for example "client id" */
    Unique(String what) {
        this.what = what;
    }

    /** Names that differ only in case are one name: some databases and most people do not tell them apart. */
    void check(Part item, String key) {
        String name = item.text(key);
        if (!name.isEmpty() && !seen.add(name.toLowerCase(Locale.ROOT))) {
            item.child(key).refuse("The " + what + " `" + name + "` is used twice.", "Choose another.");
        }
    }
}
