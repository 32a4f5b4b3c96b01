package org.gatehouse.server.reporting;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.audit.trail.Receipt;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.reporting.ReportRefusedException.Reason;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes reports of relying apps into the trail. All entries of a report are stored in one transaction, with the key that
 * makes a repetition harmless; what is acknowledged is durable.
 */
@Component
public class Reports {

    /** Bytes of one report. */
    public static final int LARGEST = 2 * 1024 * 1024;

    /** The scope a client needs; no permission of people, since it acts on nobody. */
    public static final String SCOPE = "audit.write";

    /** Long enough for the reports before, short enough that nobody waits in vain. */
    private static final String PATIENCE = "SET LOCAL lock_timeout = '3s'";

    private final ReportSchema schema = new ReportSchema();
    private final Turns turns = new Turns();
    private final ReportKeys keys;
    private final Accounts accounts;
    private final Trail trail;
    private final TrailReader reader;
    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Reports(
            ReportKeys keys,
            Accounts accounts,
            Trail trail,
            TrailReader reader,
            TransactionTemplate transactions,
            JdbcClient jdbc,
            JsonMapper json,
            Clock clock) {
        this.keys = keys;
        this.accounts = accounts;
        this.trail = trail;
        this.reader = reader;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What a client gets for its report.
     *
     * @param receipts JSON, one receipt for each entry in the order of the report
     * @param repeated whether the report was stored before, and these are its first receipts
     */
    public record Answer(String receipts, boolean repeated) {}

    private record Receipts(List<Receipt> receipts) {}

    /**
     * Stores a report, or the receipts of the first time.
     *
     * @param scopes of the token
     * @param key the {@code Idempotency-Key}; without one a repeated report is stored twice
     * @throws ReportRefusedException when it is not taken
     * @throws InvalidReportException when entries are wrong
     * @throws org.gatehouse.audit.trail.TrailUnavailableException when the trail cannot be written
     */
    public Answer receive(Actor actor, Set<String> scopes, byte[] body, @Nullable String key) {
        Reporter reporter = reporter(actor, scopes);
        ReportKeys.@Nullable Key once = ReportKeys.Key.of(reporter, key, body);
        List<JsonNode> entries = ReportBody.entries(body);
        try (Turns.Turn turn = turns.take(reporter)) {
            return transactions.execute(transaction -> store(reporter, once, entries));
        } catch (PessimisticLockingFailureException ex) {
            throw new ReportRefusedException(Reason.TRAIL_BUSY);
        }
    }

    private static Reporter reporter(Actor actor, Set<String> scopes) {
        if (!scopes.contains(SCOPE)) {
            throw new ReportRefusedException(Reason.SCOPE_MISSING);
        }
        if (actor.account() != null) {
            throw new ReportRefusedException(Reason.PROGRAM_NEEDED);
        }
        return new Reporter(actor.realm(), actor.client());
    }

    private Answer store(Reporter reporter, ReportKeys.@Nullable Key once, List<JsonNode> entries) {
        jdbc.sql(PATIENCE).update();
        Optional<String> earlier = once == null ? Optional.empty() : keys.take(once);
        if (earlier.isPresent()) {
            return new Answer(earlier.get(), true);
        }
        List<Receipt> stored = trail.recordNow(reading(reporter).read(entries));
        String receipts = json.writeValueAsString(new Receipts(stored));
        if (once != null) {
            keys.done(once, receipts);
        }
        return new Answer(receipts, false);
    }

    private ReportReading reading(Reporter reporter) {
        Realm realm = reporter.realm();
        Vocabulary vocabulary = Vocabulary.of(realm.definition().trail(), reader.customActivities(realm.name()));
        CurrentRequest request = CurrentRequest.get();
        Origin sender = new Origin(null, null, request.id(), request.address(), request.userAgent(), request.country());
        return new ReportReading(
                schema, reporter, vocabulary, subject -> person(realm, subject), sender, clock.instant());
    }

    private Optional<Party> person(Realm realm, UUID subject) {
        return accounts.find(realm, subject).map(accounts::party);
    }
}
