package org.gatehouse.server.federation.doctor;

import java.time.Instant;
import java.util.List;
import org.gatehouse.server.federation.doctor.Trial.Said;
import org.gatehouse.server.federation.doctor.Trial.Whom;
import org.jspecify.annotations.Nullable;

/**
 * What came of a sign-in that was tried, in words. Personal: it is shown to whoever tried, and kept nowhere.
 *
 * @param claims received; none where no token was believed
 * @param person null where nobody was vouched for
 */
public record Tried(Instant at, List<Said> claims, @Nullable Whom person, List<Explained> findings) {

    @Override
    public String toString() {
        return "Tried[" + at + "]";
    }
}
