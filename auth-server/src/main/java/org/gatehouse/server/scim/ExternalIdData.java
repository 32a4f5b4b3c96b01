package org.gatehouse.server.scim;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.ExternalIds;
import org.gatehouse.server.exports.PersonalDataSource;
import org.gatehouse.server.realm.Realm;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Which directories keep somebody's account, and what they call them. */
@Component
@Order(35)
class ExternalIdData implements PersonalDataSource {

    private final ExternalIds externalIds;
    private final Reach reach;

    ExternalIdData(ExternalIds externalIds, Reach reach) {
        this.externalIds = externalIds;
        this.reach = reach;
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
        Map<String, String> known = new TreeMap<>(externalIds.all(realm, account.subject()));
        reach.keeper(realm, account.subject()).ifPresent(source -> known.putIfAbsent(source, ""));
        for (Map.Entry<String, String> one : known.entrySet()) {
            rows.add(one.getKey(), one.getValue());
        }
    }
}
