package org.gatehouse.server.exports;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.trail.Trail;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Everything that is kept about one person, as a file for them. */
@Component
public class PersonalExport {

    /** At once on this node; more would only slow each other and everybody else down. */
    private static final int AT_ONCE = 2;

    private final ObjectProvider<PersonalDataSource> sources;
    private final Accounts accounts;
    private final MessageSource messages;
    private final Trail trail;
    private final Clock clock;
    private final Semaphore turns = new Semaphore(AT_ONCE);

    PersonalExport(
            ObjectProvider<PersonalDataSource> sources,
            Accounts accounts,
            MessageSource messages,
            Trail trail,
            Clock clock) {
        this.sources = sources;
        this.accounts = accounts;
        this.messages = messages;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Writes the file, and the entry that says so; only then is there a file to give away.
     *
     * @param session the reference of the sign-in in which the person asks
     * @param language of titles and sentences
     * @throws BusyException when enough exports run already
     */
    public MadeFile make(Realm realm, Account account, String session, DocumentFormat format, Locale language) {
        if (!turns.tryAcquire()) {
            throw new BusyException("Other exports are running; try again in a minute.");
        }
        try {
            MadeFile made = MadeFile.write(out -> write(realm, account, format, language, out));
            record(realm, account, session, format, made);
            return made;
        } finally {
            turns.release();
        }
    }

    private void record(Realm realm, Account account, String session, DocumentFormat format, MadeFile made) {
        try {
            trail.record(trail.event(realm, Activity.DATA_EXPORTED, null, session)
                    .actor(accounts.party(account))
                    .target(accounts.party(account))
                    .detail("format", format.code())
                    .detail("rows", String.valueOf(made.rows()))
                    .detail("sha256", made.sha256()));
        } catch (RuntimeException ex) {
            made.close();
            throw ex;
        }
    }

    private long write(Realm realm, Account account, DocumentFormat format, Locale language, OutputStream out)
            throws IOException {
        List<PersonalDataSource> all = sources.orderedStream().toList();
        try (DocumentWriter document = DocumentWriter.open(format, head(realm, account, language), out)) {
            PersonalDocument personal = new PersonalDocument(document, messages, language, format);
            for (PersonalDataSource source : all) {
                personal.section(realm, account, source);
            }
            return personal.rows();
        }
    }

    private DocumentWriter.Head head(Realm realm, Account account, Locale language) {
        return new DocumentWriter.Head(
                messages.getMessage(
                        "data.document", new Object[] {realm.definition().displayName()}, language),
                account.displayName(),
                language,
                clock.instant(),
                new DocumentWriter.Words(
                        text("data.page", language), text("data.unshown", language), text("data.shortened", language)));
    }

    private String text(String code, Locale language) {
        return messages.getMessage(code, null, language);
    }
}
