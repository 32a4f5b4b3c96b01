package org.gatehouse.server.federation;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.exports.PersonalDataSource;
import org.gatehouse.server.realm.Realm;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The sign-ins somebody came to from a provider. By what the provider names them nobody can read. */
@Component
@Order(61)
class UpstreamSessionData implements PersonalDataSource {

    private final UpstreamSessionRows rows;

    UpstreamSessionData(UpstreamSessionRows rows) {
        this.rows = rows;
    }

    @Override
    public String name() {
        return "arrivals";
    }

    @Override
    public List<Column> columns(Realm realm) {
        return Column.all("reference", "connection", "begunAt");
    }

    @Override
    public void write(Realm realm, Account account, Locale language, Rows target) throws IOException {
        for (UpstreamSessionRows.Arrival arrival : rows.of(realm, account.subject())) {
            target.add(
                    arrival.reference(), arrival.connection(), arrival.begunAt().toString());
        }
    }
}
