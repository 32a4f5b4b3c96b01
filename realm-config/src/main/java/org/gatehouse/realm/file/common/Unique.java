package org.gatehouse.realm.file.common;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.gatehouse.realm.document.Part;

/** Refuses the second use of a name within one list. */
public final class Unique {

    private final String what;
    private final Set<String> seen = new HashSet<>();

    /** @param what the name's meaning in messages, for example "client id" */
    public Unique(String what) {
        this.what = what;
    }

    /** Names that differ only in case or in how a letter is composed are one name: most people see no difference. */
    public void check(Part item, String key) {
        check(item.child(key));
    }

    /** As {@link #check(Part, String)}, of a name that stands in a list. */
    public void check(Part named) {
        String name = named.text();
        if (!name.isEmpty() && !seen.add(folded(name))) {
            named.refuse("The " + what + " `" + name + "` is used twice.", "Choose another.");
        }
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
