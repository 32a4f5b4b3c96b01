package org.gatehouse.server.account;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.exports.PersonalDataSource;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.EffectiveRights;
import org.gatehouse.server.rights.RolePath;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Every role, and every way by which it comes. */
@Component
@Order(20)
class RolesData implements PersonalDataSource {

    private final EffectiveRights rights;

    RolesData(EffectiveRights rights) {
        this.rights = rights;
    }

    @Override
    public String name() {
        return "roles";
    }

    @Override
    public List<Column> columns(Realm realm) {
        return Column.all("role", "path");
    }

    @Override
    public void write(Realm realm, Account account, Locale language, Rows rows) throws IOException {
        for (RolePath path : rights.of(realm, account.subject())) {
            rows.add(path.role(), path.path().isEmpty() ? null : String.join(" → ", path.path()));
        }
    }
}
