package org.gatehouse.server.scim;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.ExternalIds;
import org.gatehouse.server.exports.PersonalDataSource;
import org.gatehouse.server.realm.Realm;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What other directories call somebody. */
@Component
@Order(35)
class ExternalIdData implements PersonalDataSource {

    private final ExternalIds externalIds;

    ExternalIdData(ExternalIds externalIds) {
        this.externalIds = externalIds;
    }

    @Override
    public String name() {
        return "externalIds";
    }

    @Override
    public List<Column> columns(Realm realm) {
        return Column.all("source", "externalId");
    }

    @Override
    public void write(Realm realm, Account account, Locale language, Rows rows) throws IOException {
        for (Map.Entry<String, String> known :
                externalIds.all(realm, account.subject()).entrySet()) {
            rows.add(known.getKey(), known.getValue());
        }
    }
}
