package org.gatehouse.server.mail;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.exports.PersonalDataSource;
import org.gatehouse.server.realm.Realm;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What was mailed to somebody in the last days: that it was, and to which address; never what it said. */
@Component
@Order(69)
class MailData implements PersonalDataSource {

    private final SentMailLog log;

    MailData(SentMailLog log) {
        this.log = log;
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public List<Column> columns(Realm realm) {
        return Column.all("kind", "to", "state", "queuedAt", "endedAt");
    }

    @Override
    public void write(Realm realm, Account account, Locale language, Rows rows) throws IOException {
        for (SentMail letter : log.of(realm, account.subject())) {
            rows.add(
                    letter.kind(),
                    letter.to(),
                    letter.state(),
                    letter.queuedAt().toString(),
                    PersonalDataSource.text(letter.endedAt()));
        }
    }
}
