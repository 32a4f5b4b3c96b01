package org.gatehouse.keycloak.attestation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatehouse.realm.data.Attestation;
import org.gatehouse.realm.keycloak.AttestedTexts;
import org.keycloak.models.UserModel;

/** That somebody accepted a text. */
record Acceptance(String attestation, int version, Instant at) {

    static Stream<Acceptance> of(UserModel person) {
        return person.getAttributeStream(AttestedTexts.ACCEPTED).flatMap(value -> parse(value).stream());
    }

    /** What somebody wrote by other means is none. */
    private static Optional<Acceptance> parse(String value) {
        String[] parts = value.split(" ");
        try {
            return parts.length == 3
                    ? Optional.of(new Acceptance(parts[0], Integer.parseInt(parts[1]), Instant.parse(parts[2])))
                    : Optional.empty();
        } catch (NumberFormatException | DateTimeException ex) {
            return Optional.empty();
        }
    }

    void keep(UserModel person) {
        List<String> values = new ArrayList<>(
                person.getAttributeStream(AttestedTexts.ACCEPTED).toList());
        values.add(attestation + " " + version + " " + at);
        person.setAttribute(AttestedTexts.ACCEPTED, values);
    }

    /** Whether it is of this text, of no earlier version, and has not to be renewed by now. */
    boolean holds(Attestation text, Instant now) {
        return attestation.equals(text.id())
                && version >= text.version()
                && (text.renewal() == null
                        || at.isAfter(
                                now.atZone(ZoneOffset.UTC).minus(text.renewal()).toInstant()));
    }
}
