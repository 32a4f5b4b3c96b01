package org.gatehouse.server.administration;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.exports.PersonalDataSource;
import org.gatehouse.server.realm.Realm;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** That somebody reported a sign-in, while nobody has looked into it. */
@Component
@Order(67)
class ReportedSignInData implements PersonalDataSource {

    private final ReportedSignIns reported;

    ReportedSignInData(ReportedSignIns reported) {
        this.reported = reported;
    }

    @Override
    public String name() {
        return "reported";
    }

    @Override
    public List<Column> columns(Realm realm) {
        return Column.all("reportedAt");
    }

    @Override
    public void write(Realm realm, Account account, Locale language, Rows rows) throws IOException {
        Optional<Instant> at = reported.reportedAt(realm, account.subject());
        if (at.isPresent()) {
            rows.add(at.get().toString());
        }
    }
}
