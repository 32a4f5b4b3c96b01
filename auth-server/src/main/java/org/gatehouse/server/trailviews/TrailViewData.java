package org.gatehouse.server.trailviews;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.exports.PersonalDataSource;
import org.gatehouse.server.realm.Realm;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The questions somebody kept: by name, never whom they ask about. */
@Component
@Order(68)
class TrailViewData implements PersonalDataSource {

    private final TrailViewRows rows;

    TrailViewData(TrailViewRows rows) {
        this.rows = rows;
    }

    @Override
    public String name() {
        return "trail-views";
    }

    @Override
    public List<Column> columns(Realm realm) {
        return Column.all("name", "shared", "alert", "createdAt");
    }

    @Override
    public void write(Realm realm, Account account, Locale language, Rows out) throws IOException {
        for (TrailView view : rows.of(realm, account.subject())) {
            String alert = view.alert() == null ? "" : view.alert().code();
            out.add(
                    view.name(),
                    String.valueOf(view.shared()),
                    alert,
                    view.createdAt().toString());
        }
    }
}
