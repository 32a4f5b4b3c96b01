package org.gatehouse.realm.file;

import static org.gatehouse.realm.TokenLifetimes.LONGEST_ACCESS;
import static org.gatehouse.realm.TokenLifetimes.LONGEST_MOBILE_SESSION;
import static org.gatehouse.realm.TokenLifetimes.LONGEST_WEB_SESSION;
import static org.gatehouse.realm.TokenLifetimes.SHORTEST_ACCESS;

import java.time.Duration;
import org.gatehouse.realm.TokenLifetimes;
import org.gatehouse.realm.TokenLifetimes.Keys;
import org.gatehouse.realm.TokenLifetimes.Mobile;
import org.gatehouse.realm.TokenLifetimes.Service;
import org.gatehouse.realm.TokenLifetimes.Web;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.file.common.Durations;

/** Reads {@code tokens}. */
final class TokensSection {

    private TokensSection() {}

    static TokenLifetimes read(Part tokens) {
        return new TokenLifetimes(
                web(tokens.child("web")),
                mobile(tokens.child("mobile")),
                service(tokens.child("service")),
                keys(tokens.child("keys")));
    }

    private static Web web(Part part) {
        Duration session = Durations.read(part, "session", Web.DEFAULT.session());
        Duration idle = Durations.read(part, "idle", Web.DEFAULT.idle());
        Durations.check(part, "session", session, SHORTEST_ACCESS, LONGEST_WEB_SESSION);
        Durations.check(part, "idle", idle, SHORTEST_ACCESS, LONGEST_WEB_SESSION);
        checkWithinSession(part, "idle", idle, session);
        return new Web(access(part, Web.DEFAULT.access(), session), idle, session);
    }

    private static Mobile mobile(Part part) {
        Duration session = Durations.read(part, "session", Mobile.DEFAULT.session());
        Durations.check(part, "session", session, SHORTEST_ACCESS, LONGEST_MOBILE_SESSION);
        return new Mobile(access(part, Mobile.DEFAULT.access(), session), session);
    }

    private static Service service(Part part) {
        return new Service(access(part, Service.DEFAULT.access(), LONGEST_ACCESS));
    }

    private static Keys keys(Part part) {
        Duration rotation = Durations.read(part, "rotation", Keys.DEFAULT.rotation());
        Durations.check(part, "rotation", rotation, Keys.SHORTEST_ROTATION, Keys.LONGEST_ROTATION);
        return new Keys(rotation);
    }

    private static Duration access(Part part, Duration otherwise, Duration session) {
        Duration access = Durations.read(part, "access", otherwise);
        Durations.check(part, "access", access, SHORTEST_ACCESS, LONGEST_ACCESS);
        checkWithinSession(part, "access", access, session);
        return access;
    }

    private static void checkWithinSession(Part part, String key, Duration value, Duration session) {
        if (part.isFlawless() && value.compareTo(session) > 0) {
            part.child(part.has(key) ? key : "session")
                    .refuse(
                            "`" + key + "` (" + Durations.text(value) + ") is longer than `session` ("
                                    + Durations.text(session) + ").",
                            "Shorten `" + key + "` or lengthen `session`.");
        }
    }
}
