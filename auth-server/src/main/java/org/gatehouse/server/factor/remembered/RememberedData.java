package org.gatehouse.server.factor.remembered;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.exports.PersonalDataSource;
import org.gatehouse.server.realm.Realm;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The browsers in which somebody is not asked for their second factor: by what the account page says of them. */
@Component
@Order(62)
class RememberedData implements PersonalDataSource {

    private final RememberedBrowsers browsers;

    RememberedData(RememberedBrowsers browsers) {
        this.browsers = browsers;
    }

    @Override
    public String name() {
        return "remembered";
    }

    @Override
    public List<Column> columns(Realm realm) {
        return Column.all("platform", "addedAt", "lastUsedAt", "expiresAt");
    }

    @Override
    public void write(Realm realm, Account account, Locale language, Rows rows) throws IOException {
        for (RememberedBrowser browser : browsers.of(realm, account.subject())) {
            rows.add(
                    browser.platform(),
                    browser.addedAt().toString(),
                    browser.lastUsed().toString(),
                    browser.expiresAt().toString());
        }
    }
}
