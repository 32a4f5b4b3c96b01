package org.gatehouse.realm.password;

import java.util.List;

/** Candidates a rule must accept or refuse; checked whenever the rule is read, so a rule cannot drift from its intent. */
public record Examples(List<String> accept, List<String> refuse) {

    public static final Examples NONE = new Examples(List.of(), List.of());

    public Examples {
        accept = List.copyOf(accept);
        refuse = List.copyOf(refuse);
    }
}
