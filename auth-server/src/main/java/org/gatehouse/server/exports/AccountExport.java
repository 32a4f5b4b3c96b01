package org.gatehouse.server.exports;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.AttributeDefinition;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.directory.AccountRow;
import org.gatehouse.server.directory.AccountRows;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The accounts of a realm as a file. Sensitive attributes stay out of it: those are looked at one by one. */
@Component
public class AccountExport {

    /** People read with the same two statements; a page is all that is held of them. */
    private static final int PAGE = 500;

    /** Times an export begins again because somebody was erased meanwhile. */
    private static final int TRIES = 3;

    /** At once on this node; more would only slow each other and everybody else down. */
    private static final int AT_ONCE = 2;

    private static final List<String> COLUMNS = List.of(
            "id", "userName", "displayName", "email", "phone", "locale", "state", "roles", "createdAt", "updatedAt");

    private final AccountRows accounts;
    private final Erasures erasures;
    private final Trail trail;
    private final Semaphore turns = new Semaphore(AT_ONCE);

    AccountExport(AccountRows accounts, Erasures erasures, Trail trail) {
        this.accounts = accounts;
        this.erasures = erasures;
        this.trail = trail;
    }

    /**
     * Writes all accounts that are not deleted, and the entry that says so; only then is there a file to give away.
     *
     * @throws BusyException when enough exports run already, or people are being erased all the time
     */
    public MadeFile make(Actor actor, ExportFormat format) {
        actor.require(Permission.USERS_EXPORT);
        if (!turns.tryAcquire()) {
            throw new BusyException("Other exports are running; try again in a minute.");
        }
        try {
            return make(actor.realm(), actor, format);
        } finally {
            turns.release();
        }
    }

    private MadeFile make(Realm realm, Actor actor, ExportFormat format) {
        MadeFile made = withoutTheErased(realm, format);
        try {
            trail.record(trail.event(realm, Activity.DATA_EXPORTED, actor.client(), null)
                    .actor(actor.party())
                    .target(Party.object("accounts", realm.name()))
                    .detail("format", format.code())
                    .detail("rows", String.valueOf(made.rows()))
                    .detail("sha256", made.sha256()));
            return made;
        } catch (RuntimeException ex) {
            made.close();
            throw ex;
        }
    }

    /** Whoever is erased while the file is written is in no file given away: it is written again. */
    private MadeFile withoutTheErased(Realm realm, ExportFormat format) {
        for (int i = 0; i < TRIES; i++) {
            Erasures.Watch watch = erasures.watch(realm);
            MadeFile made = MadeFile.write(out -> write(realm, format, out));
            if (watch.sawNone()) {
                return made;
            }
            made.close();
        }
        throw new BusyException("People are being erased; try again when that is done.");
    }

    private long write(Realm realm, ExportFormat format, OutputStream out) throws IOException {
        long rows = 0;
        List<String> attributes = realm.definition().attributes().stream()
                .filter(attribute -> !attribute.sensitive())
                .map(AttributeDefinition::name)
                .toList();
        try (TableWriter table = TableWriter.open(format, columns(attributes), out)) {
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
        }
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
