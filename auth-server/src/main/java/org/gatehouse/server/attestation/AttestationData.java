package org.gatehouse.server.attestation;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.exports.PersonalDataSource;
import org.gatehouse.server.realm.Realm;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What somebody accepted, in which version, and when. */
@Component
@Order(65)
class AttestationData implements PersonalDataSource {

    private final Attestations attestations;

    AttestationData(Attestations attestations) {
        this.attestations = attestations;
    }

    @Override
    public String name() {
        return "attestations";
    }

    @Override
    public List<Column> columns(Realm realm) {
        return Column.all("id", "version", "acceptedAt");
    }

    @Override
    public void write(Realm realm, Account account, Locale language, Rows rows) throws IOException {
        for (Acceptance accepted : attestations.of(realm, account.subject())) {
            rows.add(
                    accepted.attestation(),
                    String.valueOf(accepted.version()),
                    accepted.at().toString());
        }
    }
}
