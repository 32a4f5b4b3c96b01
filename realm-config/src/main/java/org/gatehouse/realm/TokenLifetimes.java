package org.gatehouse.realm;

import java.time.Duration;

/** How long tokens and sessions live, by kind of client, and the keys they are signed with. An access token never outlives the session it came from. */
public record TokenLifetimes(Web web, Mobile mobile, Service service, Keys keys) {

    public static final Duration SHORTEST_ACCESS = Duration.ofMinutes(1);

    /** An access token cannot be taken back from a relying party that does not ask, so it is short. */
    public static final Duration LONGEST_ACCESS = Duration.ofHours(1);

    /** A phone signs in again after one day, whatever is refreshed in between. */
    public static final Duration LONGEST_MOBILE_SESSION = Duration.ofDays(1);

    /** NIST SP 800-63B-4 asks for reauthentication every 30 days at AAL1; nothing here may be laxer. */
    public static final Duration LONGEST_WEB_SESSION = Duration.ofDays(30);

    public static final TokenLifetimes DEFAULT =
            new TokenLifetimes(Web.DEFAULT, Mobile.DEFAULT, Service.DEFAULT, Keys.DEFAULT);

    /** A browser session ends when unused for {@code idle}, and {@code session} after sign-in in any case. */
    public record Web(Duration access, Duration idle, Duration session) {
        public static final Web DEFAULT = new Web(Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofHours(10));
    }

    /** {@code session} counts from the authentication ({@code auth_time}), not from the last refresh. */
    public record Mobile(Duration access, Duration session) {
        public static final Mobile DEFAULT = new Mobile(Duration.ofMinutes(10), LONGEST_MOBILE_SESSION);
    }

    /** Services authenticate for each access token and have no session. */
    public record Service(Duration access) {
        public static final Service DEFAULT = new Service(Duration.ofMinutes(10));
    }

    /** A signing key is replaced after {@code rotation}. */
    public record Keys(Duration rotation) {

        /** A key that nobody has lost is good for years; replacing it is what must stay practised. */
        public static final Keys DEFAULT = new Keys(Duration.ofDays(90));

        public static final Duration SHORTEST_ROTATION = Duration.ofDays(1);

        public static final Duration LONGEST_ROTATION = Duration.ofDays(366);
    }
}
