package org.gatehouse.server.federation.accounts;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.exports.PersonalDataSource;
import org.gatehouse.server.realm.Realm;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The providers that vouch for somebody here, and as whom. */
@Component
@Order(58)
class LinkData implements PersonalDataSource {

    private final Links links;

    LinkData(Links links) {
        this.links = links;
    }

    @Override
    public String name() {
        return "companies";
    }

    @Override
    public List<Column> columns(Realm realm) {
        return Column.all("connection", "issuer", "subject", "userName", "guest", "linkedAt", "lastUsedAt");
    }

    @Override
    public void write(Realm realm, Account account, Locale language, Rows rows) throws IOException {
        for (FederatedIdentity link : links.of(realm, account.subject())) {
            rows.add(
                    link.connection(),
                    link.issuer(),
                    link.subject(),
                    Objects.requireNonNullElse(link.userName(), ""),
                    link.guest() ? "yes" : "no",
                    link.linkedAt().toString(),
                    link.lastUsedAt().toString());
        }
    }
}
