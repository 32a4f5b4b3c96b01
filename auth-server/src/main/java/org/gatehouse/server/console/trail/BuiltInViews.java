package org.gatehouse.server.console.trail;

import java.util.List;

/** Questions that everybody has some day, as addresses to start from. */
final class BuiltInViews {

    private static final String TAKEN_AWAY =
            "data-export,log.exported,user.erased,user.anonymised,data.erased,realm.erased";

    private BuiltInViews() {}

    /** @param code of the message that names it */
    record View(String code, String query, boolean current) {}

    static List<View> of(TrailSearch asked) {
        TrailSearch all = asked.everything();
        return List.of(
                view("failed-sign-ins", asked, all.with("what", "sign-in").with("outcome", "failure")),
                view("rights", asked, all.with("what", "rights")),
                view(
                        "new-administrators",
                        asked,
                        all.with("what", "role.granted").with("text", "admin")),
                view("taken-away", asked, all.with("what", TAKEN_AWAY)),
                view("configuration", asked, all.with("what", "configuration,retention.changed")),
                view("wipes", asked, all.with("what", "device.wipe-*")));
    }

    private static View view(String code, TrailSearch asked, TrailSearch search) {
        return new View(code, search.query(), search.equals(asked));
    }
}
