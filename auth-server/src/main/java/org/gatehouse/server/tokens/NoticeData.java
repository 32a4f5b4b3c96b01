package org.gatehouse.server.tokens;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.exports.PersonalDataSource;
import org.gatehouse.server.realm.Realm;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What somebody is told at their account page and has not put away yet. */
@Component
@Order(70)
class NoticeData implements PersonalDataSource {

    private final ReplayNotices notices;

    NoticeData(ReplayNotices notices) {
        this.notices = notices;
    }

    @Override
    public String name() {
        return "notices";
    }

    @Override
    public List<Column> columns(Realm realm) {
        return Column.all("id", "client", "address", "at");
    }

    @Override
    public void write(Realm realm, Account account, Locale language, Rows rows) throws IOException {
        for (ReplayNotices.Notice notice : notices.of(realm, account.subject())) {
            rows.add(
                    notice.id().toString(),
                    notice.clientId(),
                    notice.address(),
                    notice.at().toString());
        }
    }
}
