package org.gatehouse.realm.file.data;

import java.time.Period;
import java.util.List;
import org.gatehouse.realm.data.Attestation;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.file.common.Names;
import org.gatehouse.realm.file.common.Periods;
import org.gatehouse.realm.file.common.Translations;
import org.gatehouse.realm.file.common.Unique;
import org.jspecify.annotations.Nullable;

/** Reads {@code attestations}. */
final class AttestationsSection {

    private final Names names;
    private final List<String> languages;
    private final Unique ids = new Unique("attestation");

    private AttestationsSection(Names names, List<String> languages) {
        this.names = names;
        this.languages = languages;
    }

    static List<Attestation> read(Part file, Names names, List<String> languages) {
        AttestationsSection section = new AttestationsSection(names, languages);
        return file.items("attestations").stream().map(section::attestation).toList();
    }

    private Attestation attestation(Part part) {
        ids.check(part, "id");
        Translations.check(part, "title", languages);
        Translations.check(part, "text", languages);
        part.items("roles").forEach(names::checkRole);
        part.items("groups").forEach(names::checkGroup);
        return new Attestation(
                part.text("id"),
                part.number("version"),
                part.textMap("title"),
                part.textMap("text"),
                part.texts("roles"),
                part.texts("groups"),
                renewal(part));
    }

    private static @Nullable Period renewal(Part part) {
        if (!part.has("renewal")) {
            return null;
        }
        Period renewal = Periods.read(part, "renewal", Attestation.LONGEST_RENEWAL);
        Periods.check(part.child("renewal"), renewal, Attestation.SHORTEST_RENEWAL, Attestation.LONGEST_RENEWAL);
        return renewal;
    }
}
