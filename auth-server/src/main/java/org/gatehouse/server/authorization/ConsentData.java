package org.gatehouse.server.authorization;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.exports.PersonalDataSource;
import org.gatehouse.server.realm.Realm;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What somebody has allowed apps. */
@Component
@Order(40)
class ConsentData implements PersonalDataSource {

    private final Consents consents;

    ConsentData(Consents consents) {
        this.consents = consents;
    }

    @Override
    public String name() {
        return "consents";
    }

    @Override
    public List<Column> columns(Realm realm) {
        return Column.all("client", "scopes", "grantedAt");
    }

    @Override
    public void write(Realm realm, Account account, Locale language, Rows rows) throws IOException {
        for (GivenConsent consent : consents.of(realm, account.subject())) {
            rows.add(
                    consent.clientId(),
                    String.join(" ", consent.scopes()),
                    consent.grantedAt().toString());
        }
    }
}
