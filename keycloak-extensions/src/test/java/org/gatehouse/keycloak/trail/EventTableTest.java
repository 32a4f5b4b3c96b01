package org.gatehouse.keycloak.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.gatehouse.audit.catalogue.Facts;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.events.EventType;

class EventTableTest {

    private static final Path REFERENCE = Path.of("../docs/reference/keycloak-trail.md");

    /** Nothing happens unseen because somebody forgot a row. */
    @ParameterizedTest
    @EnumSource(EventType.class)
    void eachOfKeycloaksEventsIsAnActivityWithFactsOfItsOwnOrHasAReasonNotToBe(EventType type) {
        assertThat(UserEventTable.row(type.name())).isNotBlank().isNotEqualTo("-");
        UserEventTable.of(type.name()).ifPresent(meaning -> {
            AuditEvent.Builder event = AuditEvent.of("acme", meaning.activity());
            meaning.facts().forEach(event::detail);
            assertThat(Facts.unknown(event.build())).isEmpty();
        });
    }

    /** A group has been given something, whether Keycloak says what or not. */
    @Test
    void rolesOfAGroupThenEachByNameAndWithoutAnyThatItIsNotTold() {
        assertThat(AdminEvents.roles("[{\"name\":\"lead\"},{\"id\":\"1\"}]"))
                .containsExactly("lead", AdminEvents.UNTOLD);
        assertThat(AdminEvents.roles(null)).containsExactly(AdminEvents.UNTOLD);
        assertThat(AdminEvents.roles("[]")).containsExactly(AdminEvents.UNTOLD);
    }

    @Test
    void sealedEventThenComesBackTheSameAndOnlyUnderItsOwnId() {
        AuditEvent event = AuditEvent.of("acme", Activity.USER_UPDATED)
                .outcome(Outcome.DENIED)
                .reason("account-locked")
                .actor(Party.account(UUID.randomUUID(), "Alice", "alice@acme.example"))
                .target(Party.object("group", "Field/North"))
                .origin(new Origin("forms", "handle", null, "192.0.2.1", "Firefox"))
                .occurredAt(Instant.parse("2026-11-30T08:00:00.123Z"))
                .detail("role", "dispatcher")
                .change(Change.personal("lastName", null, "Noir"))
                .build();
        TrailKey key = TrailKey.parse("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

        String sealed = key.seal(EventJson.write(event), "one");

        assertThat(sealed).doesNotContain("alice");
        assertThat(EventJson.read(key.open(sealed, "one"))).isEqualTo(event);
        assertThatThrownBy(() -> key.open(sealed, "two")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void referenceIsWhatTheTableSays() throws Exception {
        String generated = reference();
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(REFERENCE, generated);
        }

        assertThat(Files.readString(REFERENCE, StandardCharsets.UTF_8)).isEqualTo(generated);
    }

    private static String reference() {
        StringBuilder rows = new StringBuilder(HEAD);
        Arrays.stream(EventType.values())
                .map(Enum::name)
                .sorted()
                .filter(type -> !isImplied(type))
                .forEach(type -> rows.append("| `%s` | %s |\n".formatted(type, meaning(type))));
        return rows.append(TAIL).toString();
    }

    private static boolean isImplied(String type) {
        return type.endsWith("_ERROR")
                && UserEventTable.row(type).equals(UserEventTable.row(type.substring(0, type.length() - 6)));
    }

    private static String meaning(String type) {
        String row = UserEventTable.row(type);
        if (row.startsWith("-")) {
            return "not traced: " + row.substring(1).strip();
        }
        String[] words = row.split(" ", 2);
        return "`" + words[0] + "`" + (words.length == 1 ? "" : " with `" + words[1].replace(" ", "` `") + "`");
    }

    private static final String HEAD = """
            # What of Keycloak is in the trail

            <!-- Generated from the extension's table; see EventTableTest. -->

            With [the extension](../how-to/trace-a-keycloak.md), what happens in Keycloak 26.7 is an entry of
            [the same catalogue](trace-events.md) as what happens in auth-server.

            ## People and clients

            Keycloak's user events. One that ends with `_ERROR` is the same activity with the outcome `failure`, unless it has
            a row. A `LOGIN` through an identity provider is `federation.login`; one that fails at a second factor is
            `auth.factor`, and so is a second factor proved to the extension; a token request that fails at the client is `client.auth-failed`; a credential that is not a
            password is `factor.enrolled` or `factor.removed`; an accepted attestation is `attestation.accepted`. A type that
            is not here, as of another version of Keycloak, is refused until somebody says what it is.

            | event | in the trail |
            |---|---|
            """;

    private static final String TAIL = """

            ## Rights and people, whoever changes them

            What Keycloak's own model says, be it by an administrator, the mapper of an identity provider or a directory:

            | in Keycloak | in the trail |
            |---|---|
            | a person is given or loses a role, of the realm or of a client | `role.granted`, `role.revoked` |
            | a person joins or leaves a group | `group.member-added`, `group.member-removed`, with the group's full name |
            | a person is deleted | `user.erased`; the trail names them no more |
            | a realm is made; or deleted | `realm.changed` with `change=created`; `realm.erased` |

            ## Administrators

            Keycloak's admin events, with every field that changed, before and after. Secrets are `(hidden)`, and
            `(hidden, another)` when they were replaced. Values of people's fields are sealed with the person.

            | resource | in the trail |
            |---|---|
            | `USER` | `user.created`, `user.updated`, `user.disabled`, `user.enabled`; its password and credentials `credential.reset`, `credential.changed`, `factor.removed`; its sessions `session.ended`; its consents `consent.revoked`; its identities `federation.linked`, `federation.unlinked` |
            | `USER_SESSION`, `USER_LOGIN_FAILURE` | `session.ended`, `user.unlocked` |
            | `GROUP` | `object.created`, `object.updated`, `object.deleted`, of a `group` |
            | roles of a group | `role.granted`, `role.revoked`, to the group |
            | `CLIENT` | `client.changed` |
            | `REALM` | `realm.changed`; everybody's sessions `session.ended`; an export `data.exported` |
            | `IDENTITY_PROVIDER`, `IDENTITY_PROVIDER_MAPPER` | `connection.changed` |
            | every other | `policy.changed`, of an object of that kind. Of flows, executions, authorization settings and organizations only what was sent is known, not what was before |
            """;
}
