package org.gatehouse.server.exports;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.AttributeDefinition;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountQuery;
import org.gatehouse.server.directory.AccountSearch;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.AccountSummary;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.PersonalData;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The accounts of a realm as a file. Sensitive attributes stay out of it: those are looked at one by one. */
@Component
public class AccountExport {

    private static final int PAGE = 500;

    /** At once on this node; more would only slow each other and everybody else down. */
    private static final int AT_ONCE = 2;

    private static final List<String> COLUMNS = List.of(
            "id", "userName", "displayName", "email", "phone", "locale", "state", "roles", "createdAt", "updatedAt");

    private final AccountSearch search;
    private final Accounts accounts;
    private final Trail trail;
    private final Semaphore turns = new Semaphore(AT_ONCE);

    AccountExport(AccountSearch search, Accounts accounts, Trail trail) {
        this.search = search;
        this.accounts = accounts;
        this.trail = trail;
    }

    /**
     * A file that is complete, in a temporary place; closing deletes it.
     *
     * @param sha256 of its bytes, in hexadecimal
     */
    public record Made(Path file, long rows, String sha256) implements AutoCloseable {

        @Override
        public void close() {
            delete(file);
        }
    }

    /**
     * Writes all accounts that are not deleted, and the entry that says so; only then is there a file to give away.
     *
     * @throws BusyException when enough exports run already
     */
    public Made make(Actor actor, ExportFormat format) {
        actor.require(Permission.USERS_EXPORT);
        if (!turns.tryAcquire()) {
            throw new BusyException();
        }
        try {
            return make(actor.realm(), actor, format);
        } finally {
            turns.release();
        }
    }

    private Made make(Realm realm, Actor actor, ExportFormat format) {
        Path file = temporary();
        try {
            Made made = write(realm, format, file);
            trail.record(trail.event(realm, Activity.DATA_EXPORTED, actor.client(), null)
                    .actor(actor.party())
                    .target(Party.object("accounts", realm.name()))
                    .detail("format", format.code())
                    .detail("rows", String.valueOf(made.rows()))
                    .detail("sha256", made.sha256()));
            return made;
        } catch (IOException ex) {
            delete(file);
            throw new UncheckedIOException(ex);
        } catch (RuntimeException ex) {
            delete(file);
            throw ex;
        }
    }

    private Made write(Realm realm, ExportFormat format, Path file) throws IOException {
        MessageDigest digest = sha256();
        long rows = 0;
        List<AttributeDefinition> attributes = realm.definition().attributes().stream()
                .filter(attribute -> !attribute.sensitive())
                .toList();
        try (OutputStream out = new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), digest);
                TableWriter table = TableWriter.open(format, columns(attributes), out)) {
            AccountQuery.Place after = null;
            List<AccountSummary> page;
            do {
                page = search.find(realm, query(after));
                for (AccountSummary account : page) {
                    rows += write(realm, account, attributes, table);
                    after = account.place();
                }
            } while (page.size() == PAGE);
        }
        return new Made(file, rows, HexFormat.of().formatHex(digest.digest()));
    }

    private int write(Realm realm, AccountSummary line, List<AttributeDefinition> attributes, TableWriter table)
            throws IOException {
        Account account = accounts.find(realm, line.id()).orElse(null);
        if (account == null) {
            return 0; // erased since the page was read
        }
        PersonalData personal = accounts.personalData(account);
        List<@Nullable String> row = new ArrayList<>();
        row.add(account.subject().toString());
        row.add(account.userName());
        row.add(account.displayName());
        row.add(personal.email());
        row.add(personal.phone());
        row.add(account.locale());
        row.add(account.state().name().toLowerCase(Locale.ROOT));
        row.add(String.join(" ", account.roles().stream().sorted().toList()));
        row.add(account.createdAt().toString());
        row.add(account.updatedAt().toString());
        Map<String, Object> values = attributes.isEmpty() ? Map.of() : accounts.attributes(realm, account, Set.of());
        for (AttributeDefinition attribute : attributes) {
            Object value = values.get(attribute.name());
            row.add(value == null ? null : value.toString());
        }
        table.row(row);
        return 1;
    }

    private static List<String> columns(List<AttributeDefinition> attributes) {
        List<String> columns = new ArrayList<>(COLUMNS);
        attributes.forEach(attribute -> columns.add("attributes." + attribute.name()));
        return columns;
    }

    private static AccountQuery query(AccountQuery.@Nullable Place after) {
        return new AccountQuery(
                null, Set.of(AccountState.ACTIVE, AccountState.DISABLED), null, null, Map.of(), after, PAGE);
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("gatehouse-export", ".part"); // readable by this user only
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("SHA-256 is not available", ex);
        }
    }

    /** Enough exports run already. */
    public static final class BusyException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BusyException() {
            super("Other exports are running; try again in a minute.");
        }
    }
}
