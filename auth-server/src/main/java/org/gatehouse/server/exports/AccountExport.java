package org.gatehouse.server.exports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.AttributeDefinition;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.directory.AccountRow;
import org.gatehouse.server.directory.AccountRows;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The accounts of a realm as a file. Sensitive attributes stay out of it: those are looked at one by one. */
@Component
public class AccountExport {

    /** People read with the same two statements; a page is all that is held of them. */
    private static final int PAGE = 500;

    private static final List<String> COLUMNS = List.of(
            "id", "userName", "displayName", "email", "phone", "locale", "state", "roles", "createdAt", "updatedAt");

    private final AccountRows accounts;
    private final TableExport export;

    AccountExport(AccountRows accounts, TableExport export) {
        this.accounts = accounts;
        this.export = export;
    }

    /**
     * Writes all accounts that are not deleted, and the entry that says so; only then is there a file to give away.
     *
     * @throws BusyException when enough exports run already, or people are being erased all the time
     */
    public MadeFile make(Actor actor, ExportFormat format) {
        actor.require(Permission.USERS_EXPORT);
        Realm realm = actor.realm();
        List<String> attributes = realm.definition().attributes().stream()
                .filter(attribute -> !attribute.sensitive())
                .map(AttributeDefinition::name)
                .toList();
        return export.make(
                actor,
                format,
                Party.object("accounts", realm.name()),
                columns(attributes),
                table -> write(realm, attributes, table));
    }

    private long write(Realm realm, List<String> attributes, TableWriter table) throws IOException {
        long rows = 0;
        UUID after = null;
        List<AccountRow> page;
        do {
            page = accounts.page(realm, after, PAGE);
            for (AccountRow account : page) {
                table.row(row(account, attributes));
                after = account.id();
            }
            rows += page.size();
        } while (page.size() == PAGE);
        return rows;
    }

    private static List<@Nullable String> row(AccountRow account, List<String> attributes) {
        List<@Nullable String> row = new ArrayList<>();
        row.add(account.id().toString());
        row.add(account.userName());
        row.add(account.displayName());
        row.add(account.email());
        row.add(account.phone());
        row.add(account.locale());
        row.add(account.state().name().toLowerCase(Locale.ROOT));
        row.add(String.join(" ", account.roles()));
        row.add(account.createdAt().toString());
        row.add(account.updatedAt().toString());
        attributes.forEach(attribute -> row.add(account.attributes().get(attribute)));
        return row;
    }

    private static List<String> columns(List<String> attributes) {
        List<String> columns = new ArrayList<>(COLUMNS);
        attributes.forEach(attribute -> columns.add("attributes." + attribute));
        return columns;
    }
}
