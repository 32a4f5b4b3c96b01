package org.gatehouse.server.email;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.exports.PersonalDataSource;
import org.gatehouse.server.realm.Realm;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The address somebody has typed and not proven yet. */
@Component
@Order(12)
class AwaitedData implements PersonalDataSource {

    private final EmailVerification verification;

    AwaitedData(EmailVerification verification) {
        this.verification = verification;
    }

    @Override
    public String name() {
        return "awaited";
    }

    @Override
    public List<Column> columns(Realm realm) {
        return Column.all("email");
    }

    @Override
    public void write(Realm realm, Account account, Locale language, Rows rows) throws IOException {
        Optional<String> address = verification.pending(realm, account.subject());
        if (address.isPresent()) {
            rows.add(address.get());
        }
    }
}
