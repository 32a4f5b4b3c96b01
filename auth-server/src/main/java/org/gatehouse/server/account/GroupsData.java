package org.gatehouse.server.account;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.exports.PersonalDataSource;
import org.gatehouse.server.groups.Group;
import org.gatehouse.server.groups.Groups;
import org.gatehouse.server.groups.Memberships;
import org.gatehouse.server.realm.Realm;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The groups somebody is in. */
@Component
@Order(30)
class GroupsData implements PersonalDataSource {

    private final Memberships memberships;
    private final Groups groups;

    GroupsData(Memberships memberships, Groups groups) {
        this.memberships = memberships;
        this.groups = groups;
    }

    @Override
    public String name() {
        return "groups";
    }

    @Override
    public List<Column> columns(Realm realm) {
        return Column.all("id", "group");
    }

    @Override
    public void write(Realm realm, Account account, Locale language, Rows rows) throws IOException {
        for (UUID id : memberships.of(realm, account.subject())) {
            Group group = groups.get(realm, id);
            rows.add(id.toString(), group.fullName());
        }
    }
}
