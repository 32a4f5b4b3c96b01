package org.gatehouse.server.tokens;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.gatehouse.server.database.DatabaseAccess;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hears of what any node does to tokens, from triggers of the database, in the order it was committed. Each second it sends
 * itself a word: when that comes back, everything committed before was heard. When it does not (the database is away, or a
 * pooler in between passes nothing on), nothing that is remembered is believed.
 */
@Component
class ChangeFeed implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);

    /** What other nodes do is known within that, or nothing is believed; the product promises five seconds. */
    static final Duration TRUST = Duration.ofSeconds(3);

    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** Too many at once to name them. */
    private static final String ANYBODY = "*";

    private static final int UUID_LENGTH = 36;

    private static final String LISTEN = "LISTEN token_changed";
    private static final String SEND = "SELECT pg_notify('token_changed', ?)";

    private final DatabaseAccess database;
    private final TokenChanges changes;
    private final TokenFormat format;
    private final String self = "node:" + UUID.randomUUID() + ":";
    private volatile @Nullable Thread thread;
    private volatile @Nullable Connection connection;
    private volatile long believedUntil = System.nanoTime(); // the JVM's: what is bounded is real waiting
    private long sentAt;
    private String sent = "";

    ChangeFeed(DatabaseAccess database, TokenChanges changes, TokenFormat format) {
        this.database = database;
        this.changes = changes;
        this.format = format;
    }

    /** Whether all that was committed until {@link #TRUST} ago is known here. */
    boolean isBelieved() {
        return believedUntil - System.nanoTime() > 0;
    }

    @Override
    public void start() {
        Thread fresh = new Thread(this::run, "token-changes");
        fresh.setDaemon(true);
        thread = fresh;
        fresh.start();
    }

    @Override
    public void stop() {
        Thread ending = thread;
        thread = null;
        LockSupport.unpark(ending);
        abort(connection);
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        while (isRunning()) {
            try {
                listen();
            } catch (SQLException | RuntimeException ex) {
                LOG.debug("Changes of tokens are not heard; each is asked for", ex);
            }
            believedUntil = System.nanoTime();
            if (isRunning()) {
                LockSupport.parkNanos(PERIOD.toNanos());
            }
        }
    }

    private void listen() throws SQLException {
        try (Connection own = database.dataSource().getConnection()) { // none of the pool's: it is kept, and aborted
            connection = own;
            try (Statement statement = own.createStatement()) {
                statement.execute(LISTEN);
            }
            changes.heardAnything(); // of what happened until now, nothing was
            while (isRunning()) {
                send(own);
                hear(own.unwrap(PGConnection.class));
            }
        } finally {
            connection = null;
        }
    }

    private void send(Connection own) throws SQLException {
        sentAt = System.nanoTime();
        sent = self + sentAt;
        try (PreparedStatement statement = own.prepareStatement(SEND)) {
            statement.setString(1, sent);
            statement.execute();
        }
    }

    private void hear(PGConnection own) throws SQLException {
        long next = sentAt + PERIOD.toNanos();
        for (long left = PERIOD.toMillis(); left > 0; left = (next - System.nanoTime()) / 1_000_000) {
            for (PGNotification heard : own.getNotifications((int) left)) {
                take(heard.getParameter());
            }
        }
    }

    private void take(String what) {
        if (what.equals(sent)) {
            believedUntil = sentAt + TRUST.toNanos();
        } else if (what.equals(ANYBODY)) {
            changes.heardAnything();
        } else if (!what.startsWith("node:")) {
            changes.heard(subject(what));
        }
    }

    /** A family or an account is told by its id, a token by its own. */
    private Object subject(String what) {
        return what.length() == UUID_LENGTH ? UUID.fromString(what) : format.subject(what);
    }

    /** Whoever waits for notifications is not woken by anything less. */
    private static void abort(@Nullable Connection open) {
        try {
            if (open != null) {
                open.abort(Runnable::run);
            }
        } catch (SQLException ex) {
            LOG.debug("The connection for changes of tokens was closed already", ex);
        }
    }
}
