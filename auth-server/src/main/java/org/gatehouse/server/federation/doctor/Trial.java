package org.gatehouse.server.federation.doctor;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a sign-in that was tried.
 *
 * @param reason why it was refused before it was known whom the provider speaks for; null when it was not
 * @param failure of a call, if that was why; null otherwise
 * @param claims as they were received; none when none could be believed
 * @param person null when nobody was vouched for
 */
public record Trial(
        Instant at,
        @Nullable String reason,
        @Nullable String failure,
        List<Said> claims,
        @Nullable Whom person) {

    /** @param value null when it is not shown */
    public record Said(String name, @Nullable String value) {}

    /**
     * Whom the provider vouches for, and what that is worth here.
     *
     * @param subject never an address or a name
     * @param saidRoles at the provider, as are said groups
     * @param roles that would be given, as are groups
     * @param prospect what would become of them, by {@link org.gatehouse.server.federation.accounts.Outlook}
     */
    public record Whom(
            String issuer,
            String subject,
            boolean guest,
            @Nullable String userName,
            @Nullable String displayName,
            @Nullable String email,
            boolean emailVerified,
            boolean secondFactor,
            List<String> saidRoles,
            String groupSource,
            int groupCount,
            List<String> roles,
            List<String> groups,
            String prospect,
            boolean admitted) {

        @Override
        public String toString() {
            return "Whom[hidden]";
        }
    }

    @Override
    public String toString() {
        return "Trial[" + at + "]";
    }
}
