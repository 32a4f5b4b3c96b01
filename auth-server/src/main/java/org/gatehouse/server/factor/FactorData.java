package org.gatehouse.server.factor;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.exports.PersonalDataSource;
import org.gatehouse.server.realm.Realm;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The second factors somebody has, by what they call them: never a key or a code. */
@Component
@Order(55)
class FactorData implements PersonalDataSource {

    private final List<FactorKeeper> keepers;

    FactorData(List<FactorKeeper> keepers) {
        this.keepers = List.copyOf(keepers);
    }

    @Override
    public String name() {
        return "factors";
    }

    @Override
    public List<Column> columns(Realm realm) {
        return Column.all("kind", "name", "addedAt", "lastUsedAt");
    }

    @Override
    public void write(Realm realm, Account account, Locale language, Rows rows) throws IOException {
        for (FactorKeeper keeper : keepers) {
            for (EnrolledFactor factor : keeper.of(realm, account.subject())) {
                rows.add(
                        factor.kind().code(),
                        factor.name(),
                        PersonalDataSource.text(factor.addedAt()),
                        PersonalDataSource.text(factor.lastUsed()));
            }
        }
    }
}
