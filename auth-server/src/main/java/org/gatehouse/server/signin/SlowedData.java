package org.gatehouse.server.signin;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.exports.PersonalDataSource;
import org.gatehouse.server.realm.Realm;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Which tries at an account are slowed down now. From where they came is in the letter about it, and kept no longer. */
@Component
@Order(68)
class SlowedData implements PersonalDataSource {

    private final SlowedTries slowed;

    SlowedData(SlowedTries slowed) {
        this.slowed = slowed;
    }

    @Override
    public String name() {
        return "slowed";
    }

    @Override
    public List<Column> columns(Realm realm) {
        return Column.all("kind", "known", "until");
    }

    @Override
    public void write(Realm realm, Account account, Locale language, Rows rows) throws IOException {
        for (SlowedTries.Slowed tries : slowed.of(realm, account.subject())) {
            rows.add(
                    tries.kind().code(),
                    tries.known() ? "yes" : "no",
                    tries.until().toString());
        }
    }
}
