package org.gatehouse.server.federation.accounts;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.Credential;
import org.gatehouse.realm.federation.Guests;
import org.gatehouse.realm.federation.Linking;
import org.gatehouse.realm.federation.OidcProvider;
import org.gatehouse.realm.federation.Provisioning;
import org.gatehouse.realm.secret.SecretReference;
import org.gatehouse.server.federation.UpstreamGroups;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.federation.UpstreamProfile;
import org.jspecify.annotations.Nullable;

/** Somebody a provider vouches for, and the connection they come by; a test says only what differs. */
record Newcomer(
        String subject,
        @Nullable String former,
        boolean guest,
        @Nullable String userName,
        @Nullable String email,
        boolean emailVerified,
        Set<String> roles,
        UpstreamGroups groups) {

    static final String CONNECTION = "partner";
    static final String ISSUER = "https://id.partner.example";
    static final String DOMAIN = "people.example";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    static Newcomer somebody() {
        return new Newcomer(
                "subject-" + NUMBER.incrementAndGet(),
                null,
                false,
                null,
                null,
                false,
                Set.of(),
                UpstreamGroups.inToken(Set.of()));
    }

    Newcomer called(String name) {
        return new Newcomer(subject, former, guest, name, email, emailVerified, roles, groups);
    }

    Newcomer with(String address, boolean verified) {
        return new Newcomer(subject, former, guest, userName, address, verified, roles, groups);
    }

    Newcomer formerly(String other) {
        return new Newcomer(subject, other, guest, userName, email, emailVerified, roles, groups);
    }

    Newcomer asGuest() {
        return new Newcomer(subject, former, true, userName, email, emailVerified, roles, groups);
    }

    Newcomer in(Set<String> theirRoles, Set<String> theirGroups) {
        return new Newcomer(
                subject,
                former,
                guest,
                userName,
                email,
                emailVerified,
                theirRoles,
                UpstreamGroups.inToken(theirGroups));
    }

    Newcomer groupsUnknown(Set<String> kept) {
        return new Newcomer(
                subject,
                former,
                guest,
                userName,
                email,
                emailVerified,
                roles,
                new UpstreamGroups(UpstreamGroups.Source.KEPT, kept, Duration.ZERO));
    }

    UpstreamIdentity identity() {
        return by(CONNECTION, ISSUER);
    }

    UpstreamIdentity by(String connection, String issuer) {
        return new UpstreamIdentity(
                connection,
                issuer,
                subject,
                former,
                new UpstreamProfile(guest, userName, null, email, emailVerified, null, roles, groups),
                false,
                null,
                null,
                Map.of());
    }

    static Connection connection(Provisioning provisioning, Linking linking) {
        return connection(CONNECTION, Map.of(), Map.of(), Guests.REFUSED, provisioning, linking);
    }

    static Connection mapping(String alias, Map<String, String> roles, Map<String, String> groups, Guests guests) {
        return connection(alias, roles, groups, guests, Provisioning.JUST_IN_TIME, Linking.ASK);
    }

    private static Connection connection(
            String alias,
            Map<String, String> roles,
            Map<String, String> groups,
            Guests guests,
            Provisioning provisioning,
            Linking linking) {
        return new Connection(
                alias,
                "Partner",
                new OidcProvider(ISSUER, List.of(), List.of(), "roles", "groups"),
                "acme",
                Credential.SECRET,
                SecretReference.parse("env:PARTNER_SECRET"),
                null,
                List.of(DOMAIN),
                roles,
                groups,
                guests,
                provisioning,
                linking);
    }
}
