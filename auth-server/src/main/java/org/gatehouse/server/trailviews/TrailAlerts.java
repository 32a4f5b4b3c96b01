package org.gatehouse.server.trailviews;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.gatehouse.audit.query.EntryCount;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.server.mail.Mail;
import org.gatehouse.server.mail.MailKind;
import org.gatehouse.server.mail.Outbox;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.trailviews.AlertReaders.Reader;
import org.gatehouse.server.trailviews.AlertRows.Due;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes to whoever keeps a question when the trail has new entries of it: how many, and where to read them. What was looked
 * at and the letter about it are one transaction, so that no node and no restart tells of an entry twice or of none.
 */
@Component
class TrailAlerts {

    /**
     * Entries of the last moments are left to the next look: of those of a transaction that is still under way, or of a node
     * whose clock is behind, there would be no telling.
     */
    static final Duration SETTLED = Duration.ofMinutes(2);

    /** Between two looks that find nothing. */
    private static final Duration NEXT_LOOK = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(TrailAlerts.class);

    /** Others have their turn a minute later. */
    private static final int AT_ONCE = 200;

    /** Times a stretch of the trail is halved that has too much else in it to be searched at once. */
    private static final int HALVINGS = 12;

    private final AlertRows rows;
    private final AlertReaders readers;
    private final QuestionMeaning meaning;
    private final TrailReader trail;
    private final Realms realms;
    private final Outbox outbox;
    private final TransactionTemplate transactions;
    private final Clock clock;

    TrailAlerts(
            AlertRows rows,
            AlertReaders readers,
            QuestionMeaning meaning,
            TrailReader trail,
            Realms realms,
            Outbox outbox,
            TransactionTemplate transactions,
            Clock clock) {
        this.rows = rows;
        this.readers = readers;
        this.meaning = meaning;
        this.trail = trail;
        this.realms = realms;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What is new.
     *
     * @param until where the search ended, which may be before everything is searched
     */
    private record News(EntryCount count, Instant until) {}

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
    void run() {
        try {
            for (int i = 0; i < AT_ONCE; i++) {
                if (!next()) {
                    return;
                }
            }
        } catch (RuntimeException ex) { // the database is away: later
            LOG.warn("Nobody was told of new entries yet: {}", ex.getMessage());
        }
    }

    /** False when none has its turn. What cannot be answered keeps no other from it. */
    private boolean next() {
        AtomicReference<@Nullable Due> taken = new AtomicReference<>();
        try {
            transactions.executeWithoutResult(status -> rows.next(clock.instant())
                    .ifPresent(due -> {
                        taken.set(due);
                        realms.find(due.realm()).ifPresent(realm -> look(realm, due));
                    }));
        } catch (RuntimeException ex) {
            Due due = taken.get();
            if (due == null) {
                throw ex;
            }
            LOG.warn("The kept question {} is asked again later: {}", due.view(), ex.getMessage());
            rows.putOff(due, clock.instant().plus(NEXT_LOOK));
        }
        return taken.get() != null;
    }

    private void look(Realm realm, Due due) {
        Optional<Reader> reader = readers.find(realm, due.view());
        if (reader.isEmpty()) { // the right to read the trail is gone, or the address is nobody's any more
            readers.stop(realm, due.view());
            return;
        }
        Instant now = clock.instant();
        Instant until = now.minus(SETTLED).truncatedTo(ChronoUnit.MICROS);
        Optional<TrailFilter> filter =
                meaning.filter(reader.get().actor(), reader.get().view().query());
        if (filter.isEmpty() || !until.isAfter(due.seen())) {
            rows.move(realm, due.view(), due.seen(), now.plus(NEXT_LOOK));
            return;
        }
        News news = news(realm, filter.get(), due.seen(), until);
        boolean all = news.until().equals(until);
        if (news.count().entries() == 0) {
            rows.move(realm, due.view(), news.until(), all ? now.plus(NEXT_LOOK) : now);
            return;
        }
        tell(realm, reader.get(), due.seen(), news);
        rows.move(realm, due.view(), news.until(), now.plus(due.pace().pause()));
    }

    private News news(Realm realm, TrailFilter filter, Instant from, Instant until) {
        Instant end = until;
        EntryCount count = trail.count(realm.name(), filter.between(from, end));
        for (int i = 0; i < HALVINGS && count.more() && count.entries() == 0; i++) {
            end = from.plus(Duration.between(from, end).dividedBy(2)).truncatedTo(ChronoUnit.MICROS);
            count = trail.count(realm.name(), filter.between(from, end));
        }
        return new News(count, end);
    }

    private void tell(Realm realm, Reader reader, Instant from, News news) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("entries", news.count().entries() + (news.count().more() ? "+" : ""));
        String link = console(realm) + "/audit/views/" + reader.view().id() + "?from=" + from + "&to=" + news.until();
        outbox.put(realm, reader.account(), new Mail(MailKind.TRAIL_ALERT, reader.address(), facts, link, null));
    }

    private static String console(Realm realm) {
        String path = "/realms/" + realm.name();
        String issuer = realm.issuer();
        return issuer.substring(0, issuer.length() - path.length()) + "/console" + path;
    }
}
